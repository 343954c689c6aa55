using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Refuses to play in another format than it records in.</summary>
internal sealed class OneFormatAtATime : Misbehaviour
{
    public override string Name => "one-format-at-a-time";

    public override string Description => "refuses to play in another format than it records in";

    public override string Breaks => "duplex/different-formats";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private volatile AudioConfig? _recording;

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message?.Config is { } config && _recording is { } recording && !config.Equals(recording))
                    throw Refusal.FailedPrecondition("the device records in another format");
                return message is null ? [] : [message];
            }), context);
        }

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            _recording = request.Config;
            try
            {
                await base.RecordAudio(request, responseStream, context);
            }
            finally
            {
                _recording = null;
            }
        }
    }
}
