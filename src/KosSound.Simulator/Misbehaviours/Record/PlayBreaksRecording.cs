using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Breaks a recording off when something is played.</summary>
internal sealed class PlayBreaksRecording : Misbehaviour
{
    public override string Name => "play-breaks-recording";

    public override string Description => "breaks a recording off when something is played";

    public override string Breaks => "duplex/play-while-recording";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private CancellationTokenSource? _recording;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            if (Volatile.Read(ref _recording) is { } recording)
                await recording.CancelAsync();
            return await base.PlayAudio(requestStream, context);
        }

        public override async Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            using var mine = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            Interlocked.Exchange(ref _recording, mine);
            try
            {
                await base.RecordAudio(request, responseStream, new OwnContext(context, mine.Token));
            }
            catch (RpcException) when (mine.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
            {
                throw new RpcException(new Status(StatusCode.Aborted, "the device plays"));
            }
            finally
            {
                Interlocked.CompareExchange(ref _recording, null, mine);
            }
        }
    }
}
