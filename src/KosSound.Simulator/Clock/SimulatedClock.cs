using System.Diagnostics;

namespace KosSound.Simulator.Clock;

/// <summary>
/// Ticks as fast as the machine allows and stands still while the client owes the device something, so that what the client
/// stamps and when the device plays agree as they do in real time.
/// </summary>
/// <remarks>
/// Standing still was chosen over running a scaled wall clock: a scale of 8 turns 4 ms of scheduling into 32 ms of jitter.
/// Without a call under way nothing runs, save for timers: one due within <see cref="IdlePause"/> is a pause and is run to at
/// once; a later one is a deadline and comes due only when as much time has passed on the wall.
/// </remarks>
internal sealed class SimulatedClock : DeviceClock
{
    /// <summary>Longest timer that idle time runs to at once.</summary>
    public static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly TimeSpan _period;
    private readonly TimeSpan _stallLimit;
    private readonly SimulatedTime _time;
    private long _leaving;
    private long _unstamped;
    private bool _announced;
    private bool _answerUnseen;
    private bool _stampsWaived;
    private bool _callbacksWaived;
    private bool _stopped;
    private object? _waitingFor;
    private long _waitingSince;

    public SimulatedClock(TimeSpan period, TimeSpan stallLimit)
    {
        _period = period;
        _stallLimit = stallLimit;
        _time = new SimulatedTime(TimeProvider.System.GetUtcNow(), Wake);
    }

    public override TimeProvider Time => _time;

    public override TimeSpan Now => _time.Now;

    public override ClockHealth Health { get; } = new();

    public override bool WaitForTick(IDeviceActivity activity, out TimeSpan tick)
    {
        tick = default;
        lock (_gate)
        {
            while (!_stopped)
            {
                if (Owed(activity) is { } owed)
                {
                    if (WaitedOut(owed, _stallLimit))
                        Waive(activity, owed);
                }
                else if (activity.IsActive)
                {
                    tick = NextBoundary(Now + TimeSpan.FromTicks(1));
                    break;
                }
                else if (IdleUntil() is { } due)
                {
                    tick = NextBoundary(due);
                    break;
                }
            }

            _waitingFor = null;
            if (!_stopped)
                _time.MoveTo(tick);
            return !_stopped;
        }
    }

    public override void Settle(TimeSpan tick, long frames)
    {
        Health.CountTick(TimeSpan.Zero, _period, frames);
        _time.FireDue();
    }

    public override void PlayMessageLeaving()
    {
        // Nobody waits for a message to leave: no need to wake.
        lock (_gate)
        {
            _leaving++;
            _announced = true;
        }
    }

    public override void PlayMessageArrived()
    {
        lock (_gate)
        {
            if (_leaving > 0 && --_leaving == 0)
                Monitor.PulseAll(_gate);
        }
    }

    public override void PlayAnswered()
    {
        lock (_gate)
        {
            _answerUnseen = _announced;
            Monitor.PulseAll(_gate);
        }
    }

    public override void PlayEnded()
    {
        lock (_gate)
        {
            _leaving = 0;
            _announced = _answerUnseen = false;
            Monitor.PulseAll(_gate);
        }
    }

    public override void Delivering(long bytes)
    {
        lock (_gate)
            _unstamped += bytes;
    }

    public override void RecordMessageStamped(long bytes)
    {
        lock (_gate)
        {
            // What is stamped late, of a recording given up, must not count for the next.
            _unstamped = Math.Max(0, _unstamped - bytes);
            _stampsWaived = false;
            Monitor.PulseAll(_gate);
        }
    }

    public override void NotDelivering(long bytes)
    {
        lock (_gate)
        {
            _unstamped = Math.Max(0, _unstamped - bytes);
            Monitor.PulseAll(_gate);
        }
    }

    public override void RecordingAbandoned()
    {
        lock (_gate)
        {
            _unstamped = 0;
            Monitor.PulseAll(_gate);
        }
    }

    public override void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What time must wait for before it goes on by a period.</summary>
    private string? Owed(IDeviceActivity activity)
    {
        if (_time.RunningCallbacks == 0)
            _callbacksWaived = false;
        else if (!_callbacksWaived)
            return Debts.Callback;
        if (_unstamped > 0 && !_stampsWaived)
            return Debts.Stamp;
        if (_leaving > 0 && !activity.IsHoldingBack)
            return Debts.PlayMessage;
        if (_answerUnseen)
            return Debts.Answer;
        if (activity.IsStarving(Now + _period))
            return Debts.Audio;
        return activity.IsReaderBehind ? Debts.Reading : null;
    }

    private void Waive(IDeviceActivity activity, string owed)
    {
        Health.CountStall(owed);
        switch (owed)
        {
            case Debts.Callback:
                _callbacksWaived = true;
                break;
            case Debts.Stamp:
                // Written off, not only waived: what a recording given up still owes must not stall every later tick.
                _unstamped = 0;
                _stampsWaived = true;
                break;
            case Debts.PlayMessage:
                _leaving = 0;
                break;
            case Debts.Answer:
                _announced = _answerUnseen = false;
                break;
            default:
                activity.Tolerate();
                break;
        }
    }

    /// <summary>Waits, with no call under way, for a timer to come due or for a change; null after a change.</summary>
    private TimeSpan? IdleUntil()
    {
        var due = _time.NextDue();
        if (due is null)
        {
            _waitingFor = null;
            Monitor.Wait(_gate);
            return null;
        }

        var pause = due.Value - Now;
        return pause <= IdlePause || WaitedOut(due, pause) ? due : null;
    }

    /// <summary>Waits for a change, at most until the limit; tells whether one and the same wait has passed it.</summary>
    private bool WaitedOut(object reason, TimeSpan limit)
    {
        if (!reason.Equals(_waitingFor))
            (_waitingFor, _waitingSince) = (reason, Stopwatch.GetTimestamp());
        var left = limit - Stopwatch.GetElapsedTime(_waitingSince);
        if (left > TimeSpan.Zero)
            Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
        return left <= TimeSpan.Zero;
    }

    private TimeSpan NextBoundary(TimeSpan time) => new((time.Ticks + _period.Ticks - 1) / _period.Ticks * _period.Ticks);

    private static class Debts
    {
        public const string Callback = "a timer's callback had not returned";
        public const string Stamp = "a recorded message had not been stamped";
        public const string PlayMessage = "a message to play had left and not arrived";
        public const string Answer = "the answer to a play had not been seen";
        public const string Audio = "a play under way had no audio left";
        public const string Reading = "a recording was not being read";
    }
}
