using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.Suites.Session;

/// <summary>Shows a record to NUnit; records decide exit codes, this is for IDEs and <c>dotnet test</c>.</summary>
internal static class NUnitOutcome
{
    public static void Tell(TestRecord record)
    {
        var text = record.Message ?? record.Reason ?? record.Clause;
        switch (record.Outcome)
        {
            case Outcome.Pass:
                break;
            case Outcome.Skip or Outcome.Waived or Outcome.NotRun:
                Assert.Ignore(text);
                break;
            case Outcome.Inconclusive:
                Assert.Inconclusive(text);
                break;
            default:
                Assert.Fail(text);
                break;
        }
    }
}
