using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Goes on with its last frame while the sender pauses.</summary>
internal sealed class HoldsLastSample : Misbehaviour
{
    public override string Name => "holds-last-sample";

    public override string Description => "goes on with its last frame while the sender pauses";

    public override string Breaks => "play/slow-sender";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new FilledPauses(calls, engine.Clock.Time, () => new LastFrame());

    /// <summary>The last frame for 20 ms and more, once.</summary>
    private sealed class LastFrame : FilledPauses.IFilling
    {
        private const int Frames = 960;
        private byte[] _last = [];
        private int _frameBytes;

        public void Heard(PlayMessage message)
        {
            if (message.Config is { BitDepth: <= 32, Channels: <= 64 } config)
                _frameBytes = (int)(config.BitDepth / 8 * config.Channels);
            if (message.Audio.Length >= _frameBytes)
                _last = message.Audio[^_frameBytes..].ToArray();
        }

        public byte[] Next()
        {
            byte[] held = [.. Enumerable.Repeat(_last, Frames).SelectMany(frame => frame)];
            _last = [];
            return held;
        }
    }
}
