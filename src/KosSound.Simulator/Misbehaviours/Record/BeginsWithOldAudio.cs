using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Begins a recording with what was played before it was asked for.</summary>
internal sealed class BeginsWithOldAudio : Misbehaviour
{
    public override string Name => "begins-with-old-audio";

    public override string Description => "begins a recording with what was played before it was asked for";

    public override string Breaks => "record/real-time";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private byte[] _old = [];

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message?.Config is not null)
                    _old = [];
                if (message is not null && _old.Length < 16_384)
                    _old = [.. _old, .. message.Audio.Span];
                return message is null ? [] : [message];
            }), context);
        }

        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            var old = Interlocked.Exchange(ref _old, []);
            return base.RecordAudio(request, old.Length == 0 ? responseStream : new EditedAudio(responseStream, audio =>
            {
                byte[] both = [.. old, .. audio.Span];
                old = [];
                return ValueTask.FromResult<byte[]?>(both);
            }), context);
        }
    }
}
