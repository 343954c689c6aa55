using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Simulator.Misbehaviours;

/// <summary>One way in which a device breaks the contract: it stands between the service's calls and the device.</summary>
/// <remarks>What a device does to the sound is no misbehaviour but a stage of its path.</remarks>
public abstract class Misbehaviour
{
    private protected Misbehaviour()
    {
    }

    /// <summary>Name in device files.</summary>
    public abstract string Name { get; }

    /// <summary>What the device does wrong, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Id of the contract clause it breaks, for example <c>play/empty-stream</c>.</summary>
    public abstract string Breaks { get; }

    /// <summary>Puts the misbehaviour before a device's calls.</summary>
    /// <param name="calls">What the device would do otherwise.</param>
    /// <param name="engine">The device.</param>
    internal virtual SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => calls;

    /// <summary>Puts the misbehaviour before the gRPC server, where it is one of HTTP.</summary>
    internal virtual void SpoilHttp(IApplicationBuilder server)
    {
    }

    public override string ToString() => Name;
}
