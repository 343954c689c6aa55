using FluentAssertions;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace KosSound.SelfTests.Order;

[TestFixture]
public sealed class ShuffledAttributeTests
{
    [Test]
    public void A_seed_puts_fixtures_and_their_tests_into_another_order_and_always_the_same()
    {
        var first = OrderUnder(seed: 1);

        first.Should().HaveCount(12 + (12 * 5), "every fixture and every test has a place");
        OrderUnder(seed: 1).Should().Equal(first, "the seed decides the order");
        OrderUnder(seed: 2).Should().NotEqual(first, "another seed is another order");
        first.Should().NotBeInAscendingOrder(StringComparer.Ordinal);
    }

    [Test]
    public void Every_place_among_siblings_is_given_once()
    {
        var suite = Suite();

        ShuffledAttribute.Shuffle(suite, new Random(3));

        PlacesOf(suite).Should().BeEquivalentTo(Enumerable.Range(0, 12));
        suite.Tests.Should().AllSatisfy(fixture => PlacesOf(fixture).Should().BeEquivalentTo(Enumerable.Range(0, 5)));
    }

    [Test]
    public void A_place_that_a_test_asks_for_is_left_to_it()
    {
        var suite = Suite();
        suite.Tests[4].Properties.Set(PropertyNames.Order, -7);

        ShuffledAttribute.Shuffle(suite, new Random(3));

        suite.Tests[4].Properties.Get(PropertyNames.Order).Should().Be(-7);
    }

    private static List<string> OrderUnder(int seed)
    {
        var suite = Suite();
        ShuffledAttribute.Shuffle(suite, new Random(seed));
        return [.. InOrder(suite)];
    }

    private static IEnumerable<string> InOrder(ITest parent) =>
        parent.Tests.OrderBy(Place).SelectMany(t => InOrder(t).Prepend(t.FullName));

    private static IEnumerable<int> PlacesOf(ITest parent) => parent.Tests.Select(Place);

    private static int Place(ITest test) => (int)test.Properties.Get(PropertyNames.Order)!;

    private static TestSuite Suite()
    {
        var suite = new TestSuite("all");
        for (var fixture = 0; fixture < 12; fixture++)
        {
            var child = new TestSuite("all", $"fixture{fixture:D2}");
            for (var test = 0; test < 5; test++)
                child.Add(new TestSuite($"all.fixture{fixture:D2}", $"test{test}"));
            suite.Add(child);
        }

        return suite;
    }
}
