using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Refuses a second play, or queues it, in turn.</summary>
internal sealed class ConcurrentAtWill : Misbehaviour
{
    public override string Name => "concurrent-at-will";

    public override string Description => "refuses a second play, or queues it, in turn";

    public override string Breaks => "play/concurrent";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private readonly Lock _lock = new();
        private Task _running = Task.CompletedTask;
        private int _seconds;

        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task running;
            lock (_lock)
            {
                running = _running;
                if (!running.IsCompleted && ++_seconds % 2 == 1)
                    throw Refusal.FailedPrecondition("playback is busy");
                _running = ended.Task;
            }

            try
            {
                await running;
                return await base.PlayAudio(requestStream, context);
            }
            finally
            {
                ended.SetResult();
            }
        }
    }
}
