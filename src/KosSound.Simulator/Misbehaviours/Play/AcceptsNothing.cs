using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service.Wire;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Answers a play without any message with success.</summary>
internal sealed class AcceptsNothing : Misbehaviour
{
    public override string Name => "accepts-nothing";

    public override string Description => "answers a play without any message with success";

    public override string Breaks => "play/empty-stream";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var any = false;
            var messages = new EditedMessages(requestStream, message =>
            {
                any |= message is not null;
                return message is null ? [] : [message];
            });
            try
            {
                return await base.PlayAudio(messages, context);
            }
            catch (RpcException) when (!any)
            {
                return new ActionResponse { Success = true };
            }
        }
    }
}
