namespace KosSound.Simulator.Service.Wire;

/// <summary>Keeps a few used messages for the next.</summary>
internal sealed class MessagePool<T>(Func<T> make)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly T?[] _free = new T?[32];
    private int _count;

    public T Rent()
    {
        lock (_lock)
        {
            if (_count > 0 && _free[--_count] is { } message)
            {
                _free[_count] = null;
                return message;
            }
        }

        return make();
    }

    public void Return(T message)
    {
        lock (_lock)
        {
            if (_count < _free.Length)
                _free[_count++] = message;
        }
    }
}
