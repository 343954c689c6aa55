using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Refuses plays that differ from the recording under way.</summary>
/// <param name="inner">The calls as they should be.</param>
/// <param name="of">What of a configuration must be the same.</param>
/// <param name="name">Its name.</param>
internal sealed class SameWhileRecording(SoundCalls inner, Func<AudioConfig, object> of, string name) : RelayedCalls(inner)
{
    private volatile AudioConfig? _recording;

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
    {
        return base.PlayAudio(new EditedMessages(requestStream, message =>
        {
            if (message?.Config is { } config && _recording is { } recording && !of(config).Equals(of(recording)))
                throw Refusal.FailedPrecondition($"the device records in another {name}");
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
