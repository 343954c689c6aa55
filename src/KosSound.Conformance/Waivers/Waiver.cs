using System.Globalization;
using System.Text.RegularExpressions;

namespace KosSound.Conformance.Waivers;

/// <summary>A known failure that somebody answers for, until a day.</summary>
public sealed record Waiver
{
    /// <summary>Short name, unique in its file.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the test it waives; <c>*</c> stands for any characters, <c>audio/*-2ch/dropouts</c>.</summary>
    public required string Test { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Where the failure is tracked.</summary>
    public required string Issue { get; init; }

    /// <summary>Why it may be shipped with.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day (UTC) on which it holds.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Firmware it holds for.</summary>
    public required FirmwareRange Firmware { get; init; }

    /// <summary>Part of the message the failure is expected to carry; a failure that says something else is not waived.</summary>
    public required string Message { get; init; }


    /// <summary>True when the pattern of <see cref="Test"/> fits.</summary>
    public bool Matches(string testId) =>
        Regex.IsMatch(testId, $@"\A{Regex.Escape(Test).Replace(@"\*", ".*", StringComparison.Ordinal)}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>What a waived test gives as its reason.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"waived until {Expires:yyyy-MM-dd} by {Id} ({Owner}, {Issue}): {Reason}");
}
