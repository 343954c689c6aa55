using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Never answers a recording whose request has fields it does not know.</summary>
internal sealed class UnknownFieldsHang : Misbehaviour
{
    public override string Name => "unknown-fields-hang";

    public override string Description => "never answers a recording whose request has fields it does not know";

    public override string Breaks => "wire/unknown-fields";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) =>
        new SilentRefusals(new RefusesUnknownFields().Spoil(calls, engine), recordings: "the request has unknown fields");
}
