namespace OmniChannel.Tests.Values;

/// <summary>The rules that every identifier and every open set shares, and that each of them keeps.</summary>
public sealed class TextTests
{
    private static readonly Dictionary<string, (Func<string, object> New, object Default)> Identifiers = new()
    {
        [nameof(TenantId)] = (text => new TenantId(text), default(TenantId)),
        [nameof(CustomerId)] = (text => new CustomerId(text), default(CustomerId)),
        [nameof(PersonaId)] = (text => new PersonaId(text), default(PersonaId)),
        [nameof(CampaignId)] = (text => new CampaignId(text), default(CampaignId)),
        [nameof(DeliveryId)] = (text => new DeliveryId(text), default(DeliveryId)),
    };

    private static readonly Dictionary<string, (Func<string, object> New, object Default)> OpenSets = new()
    {
        [nameof(Channel)] = (text => new Channel(text), default(Channel)),
        [nameof(ContentFormat)] = (text => new ContentFormat(text), default(ContentFormat)),
        [nameof(Kpi)] = (text => new Kpi(text), default(Kpi)),
        [nameof(FunnelStage)] = (text => new FunnelStage(text), default(FunnelStage)),
        [nameof(TouchpointType)] = (text => new TouchpointType(text), default(TouchpointType)),
        [nameof(Purpose)] = (text => new Purpose(text), default(Purpose)),
        [nameof(Topic)] = (text => new Topic(text), default(Topic)),
    };

    public static TheoryData<string> IdentifierTypes => [.. Identifiers.Keys];

    public static TheoryData<string> OpenSetTypes => [.. OpenSets.Keys];

    [Theory]
    [MemberData(nameof(IdentifierTypes))]
    public void Identifier_AnyHostText_IsKeptAndComparedByOrdinal(string type)
    {
        var (create, none) = Identifiers[type];
        foreach (var text in new[] { "a", "A 1", "käse/7:x", "\U0001F600", new string('x', 200) })
        {
            Assert.Equal(text, create(text).ToString());
            Assert.Equal(create(text), create(new string(text)));
        }

        Assert.NotEqual(create("a"), create("A"));
        Assert.NotEqual(create("é"), create("e\u0301"));
        Assert.Equal("", none.ToString());
    }

    [Theory]
    [MemberData(nameof(IdentifierTypes))]
    public void Identifier_BrokenText_Throws(string type)
    {
        var create = Identifiers[type].New;
        foreach (var text in new[] { null!, "", " ", " a", "a ", "\u00A0a", "a\nb", "a\0", "a\u007F", "a\u0085b", "\uD800", "a\uDC00b", new string('x', 201) })
        {
            Assert.ThrowsAny<ArgumentException>(() => create(text));
        }
    }

    [Theory]
    [MemberData(nameof(OpenSetTypes))]
    public void Name_InLowerCase_IsKept(string type)
    {
        var (create, none) = OpenSets[type];
        foreach (var text in new[] { "a", "live-chat", "cart.left", "a_1", new string('x', 64) })
        {
            Assert.Equal(text, create(text).ToString());
            Assert.Equal(create(text), create(new string(text)));
        }

        Assert.Equal("", none.ToString());
    }

    [Theory]
    [MemberData(nameof(OpenSetTypes))]
    public void Name_BrokenText_ThrowsAndSaysWhatIsExpected(string type)
    {
        var create = OpenSets[type].New;
        foreach (var text in new[] { null!, "", " ", "Email", "live chat", "é", "a\n", "a/b", new string('x', 65) })
        {
            Assert.ThrowsAny<ArgumentException>(() => create(text));
        }

        Assert.Contains("such as \"live-chat\"", Assert.Throws<ArgumentException>(() => create("Live Chat")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WellKnownNames_OfEachOpenSet_Differ()
    {
        foreach (var type in new[] { typeof(Channel), typeof(ContentFormat), typeof(Kpi), typeof(FunnelStage), typeof(TouchpointType), typeof(Purpose) })
        {
            var values = type.GetProperties().Where(property => property.PropertyType == type).Select(property => property.GetValue(null)!.ToString()).ToList();
            Assert.NotEmpty(values);
            Assert.Equal(values.Count, values.Distinct().Count());
        }
    }
}
