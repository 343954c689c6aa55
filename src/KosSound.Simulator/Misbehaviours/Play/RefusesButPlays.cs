using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Play;

/// <summary>Plays audio without a configuration as 48 kHz, 16 bit, stereo, and then refuses it.</summary>
internal sealed class RefusesButPlays : Misbehaviour
{
    public override string Name => "refuses-but-plays";

    public override string Description => "plays audio without a configuration as 48 kHz, 16 bit, stereo, and then refuses it";

    public override string Breaks => "play/config-required";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        public override async Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            var configured = true;
            var first = true;
            var answer = await base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                if (message is null)
                    return [];
                using (message)
                {
                    var config = message.Config?.Clone() ?? (first ? new AudioConfig { SampleRate = 48_000, BitDepth = 16, Channels = 2 } : null);
                    configured &= !first || message.Config is not null;
                    first = false;
                    return [PlayMessage.Of(config, message.Audio.Span)];
                }
            }), context);
            return configured || first ? answer : throw Refusal.InvalidArgument("config is missing");
        }
    }
}
