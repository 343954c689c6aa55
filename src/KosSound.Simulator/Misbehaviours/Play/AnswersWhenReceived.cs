using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Answers PlayAudio when the audio is received, while it still plays.</summary>
internal sealed class AnswersWhenReceived : Misbehaviour
{
    public override string Name => "answers-when-received";

    public override string Description => "answers PlayAudio when the audio is received, while it still plays";

    public override string Breaks => "play/answer-after-last-frame";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls, engine.Clock.Time);

    private sealed class Calls(SoundCalls inner, TimeProvider time) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            await using var messages = new GatheredMessages(requestStream, null, null, context.CancellationToken);
            var play = base.PlayAudio(messages, new OwnContext(context, CancellationToken.None));
            if (await Task.WhenAny(play, messages.Gathering) == play || context.CancellationToken.IsCancellationRequested)
                return await play;
            // A refusal comes at once; what has not been refused by now plays.
            if (await Task.WhenAny(play, Task.Delay(TimeSpan.FromMilliseconds(30), time)) == play)
                return await play;
            _ = play.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
            return new ActionResponse { Success = true };
        }
    }
}
