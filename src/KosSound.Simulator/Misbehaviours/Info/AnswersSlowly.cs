using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Service;

namespace KosSound.Simulator.Misbehaviours.Info;

/// <summary>Takes 1.2 s to say what it has said before on the same connection.</summary>
internal sealed class AnswersSlowly : Misbehaviour
{
    public override string Name => "answers-slowly";

    public override string Description => "takes 1.2 s to say what it has said before on the same connection";

    public override string Breaks => "info/latency";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private readonly ConcurrentDictionary<string, bool> _told = new();

        public override async Task<GetAudioInfoResponse> GetAudioInfo(Empty request, ServerCallContext context)
        {
            if (!_told.TryAdd(context.Peer, true))
                await Task.Delay(1_200, context.CancellationToken);
            return await base.GetAudioInfo(request, context);
        }
    }
}
