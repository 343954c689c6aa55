namespace KosSound.SelfTests.Analysis.Dropouts;

/// <summary>Faults on planar samples, written for these tests alone: an error shared with the detectors could hide in common code.</summary>
internal static class FrameFaults
{
    public static T[][] Silence<T>(T[][] planes, int at, int frames, int? channel = null) where T : struct =>
        Changed(planes, channel, plane => plane.AsSpan(at, frames).Clear());

    public static T[][] Skip<T>(T[][] planes, int at, int frames) =>
        [.. planes.Select(plane => (T[])[.. plane[..at], .. plane[(at + frames)..]])];

    /// <summary>The last frames are played twice and all else comes later.</summary>
    public static T[][] RepeatLate<T>(T[][] planes, int at, int frames) =>
        [.. planes.Select(plane => (T[])[.. plane[..at], .. plane[(at - frames)..at], .. plane[at..]])];

    /// <summary>The last frames are played instead of the next ones.</summary>
    public static T[][] RepeatInPlace<T>(T[][] planes, int at, int frames) =>
        Changed(planes, null, plane => plane.AsSpan(at - frames, frames).ToArray().CopyTo(plane, at));

    public static T[][] InsertSilence<T>(T[][] planes, int at, int frames) =>
        [.. planes.Select(plane => (T[])[.. plane[..at], .. new T[frames], .. plane[at..]])];

    /// <summary>Two neighbouring chunks change places.</summary>
    public static T[][] Swap<T>(T[][] planes, int at, int frames) =>
        [.. planes.Select(plane => (T[])[.. plane[..at], .. plane[(at + frames)..(at + 2 * frames)], .. plane[at..(at + frames)], .. plane[(at + 2 * frames)..]])];

    public static T[][] LoseStart<T>(T[][] planes, int frames) => [.. planes.Select(plane => plane[frames..])];

    public static T[][] LoseEnd<T>(T[][] planes, int frames) => [.. planes.Select(plane => (T[])[.. plane[..^frames], .. new T[frames]])];

    public static T[][] Add<T>(T[][] planes, int at, T value, int? channel) where T : System.Numerics.INumber<T> =>
        Changed(planes, channel, plane => plane[at] += value);

    /// <summary>Silence of the recorder around what was played.</summary>
    public static T[][] Padded<T>(T[][] planes, int before, int after) =>
        [.. planes.Select(plane => (T[])[.. new T[before], .. plane, .. new T[after]])];

    private static T[][] Changed<T>(T[][] planes, int? channel, Action<T[]> change) =>
        [.. planes.Select((plane, index) =>
        {
            var copy = (T[])plane.Clone();
            if ((channel ?? index) == index)
                change(copy);
            return copy;
        })];
}
