namespace OmniChannel;

/// <summary>What if a fact were another: the facts that a snapshot states once, so that putting another value there leaves everything else as it is.</summary>
internal static class SupposedFact
{
    /// <summary>Whether <see cref="Put"/> can put a value of the fact's kind.</summary>
    public static bool CanPut(Fact fact) => fact.Id is FactId.CartTotal or FactId.CustomerSpent or FactId.CustomerAge or FactId.CustomerIsNew or FactId.CustomerHasBought or FactId.CustomerLanguage
        or FactId.MessageUrgency or FactId.Device or FactId.Host;

    /// <summary>The snapshot with the fact as it is supposed.</summary>
    /// <exception cref="InvalidOperationException">The fact is none of those that <see cref="CanPut"/> allows.</exception>
    public static Snapshot Put(Snapshot snapshot, Channel channel, Fact fact, FactValue value) => fact.Id switch
    {
        FactId.CartTotal => Of(snapshot, snapshot.Facts with { CartTotal = Money(value) }),
        FactId.CustomerSpent => Of(snapshot, snapshot.Facts with { Spent = Money(value) }),
        FactId.CustomerAge => Of(snapshot, snapshot.Facts with { Age = (int)value.Number }),
        FactId.CustomerIsNew => Of(snapshot, snapshot.Facts with { IsNew = value.Number == 1 }),
        FactId.CustomerHasBought => Of(snapshot, snapshot.Facts with { HasBought = value.Number == 1 }),
        FactId.CustomerLanguage => Of(snapshot, snapshot.Facts with { Language = value.Text }),
        FactId.MessageUrgency => snapshot with { Message = snapshot.Message with { Urgency = (Urgency)value.Number } },
        FactId.Device => snapshot with { Device = (DeviceKind)value.Number },
        FactId.Host => snapshot with { Attributes = snapshot.Attributes.With(fact.Name, fact.Domain.PerChannel ? channel : null, value) },
        _ => throw new InvalidOperationException($"Nobody knows how to suppose {fact}."),
    };

    private static Snapshot Of(Snapshot snapshot, CustomerFacts facts) => snapshot with { Facts = facts };

    private static Money Money(FactValue value) => new(value.Number, new Currency(value.Text!));
}
