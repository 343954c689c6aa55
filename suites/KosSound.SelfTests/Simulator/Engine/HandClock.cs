using KosSound.Simulator.Clock;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>A device's clock that a test moves on; it ticks for nobody.</summary>
internal sealed class HandClock : DeviceClock
{
    private TimeSpan _now;

    public override TimeProvider Time => TimeProvider.System;

    public override TimeSpan Now => _now;

    public override ClockHealth Health { get; } = new();

    public void Advance(TimeSpan by) => _now += by;

    public override bool WaitForTick(IDeviceActivity activity, out TimeSpan tick) => throw new NotSupportedException("the test ticks");

    public override void Settle(TimeSpan tick, long frames)
    {
    }

    public override void Wake()
    {
    }

    public override void Stop()
    {
    }
}
