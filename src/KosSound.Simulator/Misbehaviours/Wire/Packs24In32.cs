using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Delivers 24-bit samples in containers of 4 bytes.</summary>
internal sealed class Packs24In32 : Misbehaviour
{
    public override string Name => "packs-24-in-32";

    public override string Description => "delivers 24-bit samples in containers of 4 bytes";

    public override string Breaks => "wire/encoding";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            if (request.Config?.BitDepth != 24)
                return base.RecordAudio(request, responseStream, context);
            return base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                var packed = new byte[audio.Length / 3 * 4];
                for (int from = 0, to = 1; from + 3 <= audio.Length; from += 3, to += 4)
                    audio.Span.Slice(from, 3).CopyTo(packed.AsSpan(to));
                return ValueTask.FromResult<byte[]?>(packed);
            }), context);
        }
    }
}
