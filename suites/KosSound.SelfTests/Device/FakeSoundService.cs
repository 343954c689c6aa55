using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;

namespace KosSound.SelfTests.Device;

/// <summary>A service whose every call does what the test says.</summary>
internal sealed class FakeSoundService : SoundService.SoundServiceBase
{
    public Func<GetAudioInfoResponse> Info { get; set; } = () => new GetAudioInfoResponse
    {
        Playback = new AudioCapabilities { Available = true, SampleRates = { 48000 }, BitDepths = { 16 }, Channels = { 2 } },
        Recording = new AudioCapabilities { Available = true, SampleRates = { 48000 }, BitDepths = { 16 }, Channels = { 2 } },
    };

    public Func<IAsyncStreamReader<PlayAudioRequest>, ServerCallContext, Task<ActionResponse>> Play { get; set; } = async (messages, context) =>
    {
        await foreach (var _ in messages.ReadAllAsync(context.CancellationToken))
        {
        }

        return new ActionResponse { Success = true };
    };

    public Func<RecordAudioRequest, IServerStreamWriter<RecordAudioResponse>, ServerCallContext, Task> Record { get; set; } = (_, _, _) => Task.CompletedTask;

    public Func<Task<ActionResponse>> Stop { get; set; } = () => Task.FromResult(new ActionResponse { Success = true });

    public override Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context) => Task.FromResult(Info());

    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayAudioRequest> requestStream, ServerCallContext context) => Play(requestStream, context);

    public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordAudioResponse> responseStream, ServerCallContext context) =>
        Record(request, responseStream, context);

    public override Task<ActionResponse> StopRecording(Empty request, ServerCallContext context) => Stop();
}
