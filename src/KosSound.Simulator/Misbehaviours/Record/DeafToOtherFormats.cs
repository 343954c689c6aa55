using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours.Tools;
using KosSound.Simulator.Service;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Record;

/// <summary>Records silence while something plays in another format.</summary>
internal sealed class DeafToOtherFormats : Misbehaviour
{
    public override string Name => "deaf-to-other-formats";

    public override string Description => "records silence while something plays in another format";

    public override string Breaks => "duplex/different-formats";

    internal override SoundCalls Spoil(SoundCalls calls, SoundEngine engine) => new Calls(calls);

    private sealed class Calls(SoundCalls inner) : RelayedCalls(inner)
    {
        private volatile AudioConfig? _played;

        public override Task<ActionResponse> PlayAudio(IAsyncStreamReader<PlayMessage> requestStream, ServerCallContext context)
        {
            return base.PlayAudio(new EditedMessages(requestStream, message =>
            {
                _played = message?.Config?.Clone() ?? _played;
                return message is null ? [] : [message];
            }), context);
        }

        public override Task RecordAudio(RecordAudioRequest request, IServerStreamWriter<RecordMessage> responseStream, ServerCallContext context)
        {
            return base.RecordAudio(request, new EditedAudio(responseStream, audio =>
                ValueTask.FromResult<byte[]?>(IsOther(request.Config) ? new byte[audio.Length] : audio.ToArray())), context);
        }

        private bool IsOther(AudioConfig config) =>
            _played is { } played && (played.SampleRate, played.BitDepth, played.Channels) != (config.SampleRate, config.BitDepth, config.Channels);
    }
}
