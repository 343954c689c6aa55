using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Wire;

/// <summary>Refuses a recording in-band, with UNKNOWN where the request is at fault.</summary>
internal sealed class RefusesRecordingsAsUnknown : Misbehaviour
{
    public override string Name => "refuses-recordings-as-unknown";

    public override string Description => "refuses a recording in-band, with UNKNOWN where the request is at fault";

    public override string Breaks => "errors/code-and-message";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            try
            {
                await base.RecordAudio(request, responseStream, context);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
            {
                await responseStream.WriteAsync(new RecordMessage { Error = new Error { Code = ErrorCode.Unknown, Message = e.Status.Detail } });
            }
        }
    }
}
