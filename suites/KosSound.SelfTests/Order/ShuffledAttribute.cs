using System.Globalization;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

[assembly: KosSound.SelfTests.Order.Shuffled]

namespace KosSound.SelfTests.Order;

/// <summary>
/// Runs the tests of the assembly in an order that a seed decides, when <see cref="SeedVariable"/> gives one: siblings change places
/// at every level, namespaces and fixtures as well as tests and their cases. A test that needs what another left behind shows itself.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ShuffledAttribute : NUnitAttribute, IApplyToTest
{
    /// <summary>Variable with the seed, a whole number; <c>./run.sh test --shuffle SEED</c> sets it.</summary>
    public const string SeedVariable = "KOS_SOUND_TEST_SEED";

    /// <inheritdoc/>
    public void ApplyToTest(Test test)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed))
            Shuffle(test, new Random(seed));
    }

    /// <summary>Gives every test below this one a place among its siblings; places asked for by the tests themselves stay.</summary>
    internal static void Shuffle(ITest parent, Random random)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(random);
        var places = Enumerable.Range(0, parent.Tests.Count).ToArray();
        random.Shuffle(places);
        foreach (var (child, place) in parent.Tests.OrderBy(t => t.FullName, StringComparer.Ordinal).Zip(places))
        {
            if (!child.Properties.ContainsKey(PropertyNames.Order))
                child.Properties.Set(PropertyNames.Order, place);
            Shuffle(child, random);
        }
    }
}
