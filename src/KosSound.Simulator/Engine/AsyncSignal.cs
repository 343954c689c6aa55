using System.Threading.Tasks.Sources;

namespace KosSound.Simulator.Engine;

/// <summary>Lets one waiter at a time sleep until somebody raises the signal; allocates nothing per wait.</summary>
/// <remarks>A signal raised while nobody waits is kept for the next wait, so none is missed; waiters look at the state again.</remarks>
internal sealed class AsyncSignal : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _waiting;
    private bool _raised;

    /// <summary>True while somebody sleeps.</summary>
    public bool IsWaitedFor => Volatile.Read(ref _waiting);

    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_waiting)
                throw new InvalidOperationException("a signal has one waiter at a time");
            if (_raised)
            {
                _raised = false;
                return ValueTask.CompletedTask;
            }

            _waiting = true;
            _core.Reset();
            return new ValueTask(this, _core.Version);
        }
    }

    public void Raise()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _raised = true;
                return;
            }

            _waiting = false;
        }

        _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
