namespace OmniChannel.Tests.Conditions;

public sealed class ConditionTests
{
    public static TheoryData<Condition, string> Written => new()
    {
        { Facts.Purpose == Purpose.Marketing & Facts.Cart.Total < Money.Of(20, "EUR"), "message.purpose == \"marketing\" && cart.total < money(\"20.00 EUR\")" },
        { Facts.OnSite | Facts.InApp & !Facts.InStore, "presence.site || (presence.app && !(presence.store))" },
        { (Facts.OnSite | Facts.InApp) & Facts.AgentsFree > 0, "(presence.site || presence.app) && agents.free > 0" },
        { !(Facts.Customer.Age >= 18), "!(customer.age >= 18)" },
        { Facts.Urgency <= Urgency.High, "message.urgency <= urgency.high" },
        { Facts.Device != DeviceKind.Mobile, "customer.device != device.mobile" },
        { Facts.Channel.In(Channel.Sms, Channel.Push), "channel.name in [\"sms\", \"push\"]" },
        { Facts.Customer.Language.In("de", "de-AT"), "customer.language in [\"de\", \"de-AT\"]" },
        { Facts.Customer.Country == "a\"b\\c\nd", "customer.country == \"a\\\"b\\\\c\\u000ad\"" },
        { Facts.Persona.IsKnown, "has(customer.persona)" },
        { Condition.Always & Condition.Never, "true && false" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void ToString_OfOperators_IsAnExpressionOfCel(Condition condition, string expected) => Assert.Equal(expected, condition.ToString());

    [Fact]
    public void Compare_WithADefault_SaysWhatToAskInstead()
    {
        Assert.Contains("use IsKnown", Assert.Throws<ArgumentException>(() => Facts.Purpose == default(Purpose)).Message, StringComparison.Ordinal);
        Assert.Contains("use IsKnown", Assert.Throws<ArgumentException>(() => Facts.Cart.Total > default(Money)).Message, StringComparison.Ordinal);
        Assert.Contains("use IsKnown", Assert.Throws<ArgumentException>(() => Facts.Persona.In(default(PersonaId))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_WithoutValues_SaysWhatIsMissing() =>
        Assert.Contains("name at least one", Assert.Throws<ArgumentException>(() => Facts.Customer.Country.In()).Message, StringComparison.Ordinal);

    [Fact]
    public void Facts_OfEveryKind_HaveNamesThatHasCanAsk()
    {
        var names = typeof(Facts).GetNestedTypes().Append(typeof(Facts)).SelectMany(type => type.GetProperties()).Select(property => property.GetValue(null)).OfType<Fact>().Where(fact => fact.Id != FactId.Host).Select(fact => fact.Name).ToList();

        Assert.Equal(Enum.GetValues<FactId>().Length - 2, names.Count); // without the host's own and segments
        Assert.Equal(names.Order(), FactSchema.BuiltIn.All.Select(fact => fact.Name).Order());
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+\\.[a-zA-Z]+$", name));
    }
}
