using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Delivers samples with the high byte first.</summary>
internal sealed class RecordsBigEndian : Misbehaviour
{
    public override string Name => "records-big-endian";

    public override string Description => "delivers samples with the high byte first";

    public override string Breaks => "wire/encoding";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            var bytes = (int)(request.Config?.BitDepth ?? 16) / 8;
            return base.RecordAudio(request, new EditedAudio(responseStream, audio =>
            {
                var turned = audio.ToArray();
                for (var at = 0; at + bytes <= turned.Length; at += bytes)
                    Array.Reverse(turned, at, bytes);
                return ValueTask.FromResult<byte[]?>(turned);
            }), context);
        }
    }
}
