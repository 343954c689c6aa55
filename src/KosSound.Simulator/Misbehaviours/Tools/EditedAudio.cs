using Grpc.Core;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>A recording's stream whose audio passes through an edit.</summary>
/// <param name="inner">To the client.</param>
/// <param name="edit">Gets the PCM of a message and gives what is sent instead; null sends nothing.</param>
internal sealed class EditedAudio(IServerStreamWriter<RecordMessage> inner, Func<ReadOnlyMemory<byte>, ValueTask<byte[]?>> edit) : IServerStreamWriter<RecordMessage>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public async Task WriteAsync(RecordMessage message)
    {
        if (await edit(message.Audio) is { } audio)
            await inner.WriteAsync(new RecordMessage { Audio = audio });
    }
}
