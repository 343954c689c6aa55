using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays its latest audio again while the sender pauses.</summary>
internal sealed class RepeatsInPauses : Misbehaviour
{
    public override string Name => "repeats-in-pauses";

    public override string Description => "plays its latest audio again while the sender pauses";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new FilledPauses(calls, engine.Clock.Time, () => new Latest());

    /// <summary>The latest message, again and again.</summary>
    private sealed class Latest : FilledPauses.IFilling
    {
        private byte[] _latest = [];

        public void Heard(PlayMessage message) => _latest = message.Audio.ToArray();

        public byte[] Next() => _latest;
    }
}
