using Grpc.Core;
using KosSound.Simulator.Service.Wire;

namespace KosSound.Simulator.Misbehaviours.Tools;

/// <summary>The messages of a play as an edit leaves them: each becomes none, one or several.</summary>
/// <param name="inner">What the client sends.</param>
/// <param name="edit">Gets a message of the client's, null once at the end, and gives what takes its place; disposes what it does not give on.</param>
internal sealed class EditedMessages(IAsyncStreamReader<PlayMessage> inner, Func<PlayMessage?, IEnumerable<PlayMessage>> edit) : IAsyncStreamReader<PlayMessage>
{
    private readonly Queue<PlayMessage> _ready = new();
    private PlayMessage? _current;
    private bool _ended;

    public PlayMessage Current => _current ?? throw new InvalidOperationException("no message was read");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (_ready.Count == 0 && !_ended)
        {
            _ended = !await inner.MoveNext(cancellationToken);
            foreach (var message in edit(_ended ? null : inner.Current))
                _ready.Enqueue(message);
        }

        return _ready.TryDequeue(out _current);
    }

    /// <summary>Edits the audio of every message.</summary>
    public static EditedMessages Audio(IAsyncStreamReader<PlayMessage> inner, Func<AudioEdit, byte[]> edit)
    {
        var index = 0;
        return new EditedMessages(inner, message =>
        {
            if (message is null)
                return [];
            using (message)
                return [PlayMessage.Of(message.Config?.Clone(), edit(new AudioEdit(index++, message.Audio)))];
        });
    }
}

/// <summary>The audio of one message.</summary>
/// <param name="Index">Number of the message in its play, zero based.</param>
/// <param name="Audio">Its PCM.</param>
internal readonly record struct AudioEdit(int Index, ReadOnlyMemory<byte> Audio);
