using Grpc.Core;
using KOS.Common;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>Serves every play with other messages than the client's.</summary>
/// <param name="inner">Serves the calls.</param>
/// <param name="edited">Gets what the client of one play sends, and gives what is played of it.</param>
internal sealed class EditedPlays(SoundCalls inner, Func<IAsyncStreamReader<PlayMessage>, IAsyncStreamReader<PlayMessage>> edited) : RelayedCalls(inner)
{
    public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context) =>
        base.PlayAudio(edited(requestStream), context);
}
