using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.CloudEvents;

public sealed class TouchpointEventsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_OfAnothersEvent_KeepsWhatItSays()
    {
        var mapping = new TouchpointEvents(new Dictionary<string, TouchpointType> { ["com.example.Basket.Abandoned"] = TouchpointType.CartLeft });

        var touchpoint = Read(mapping, """
            {"specversion":"1.0","id":"7","source":"https://shop.example/web","type":"com.example.Basket.Abandoned","subject":"anna","time":"2026-06-01T08:00:00Z",
             "channel":"website","device":"in-store","traceparent":"00-1","sampled":true,
             "data":{"amount":{"value":59.90,"currency":"EUR"},"identifiers":[{"type":"browser","value":"b-1"}],"basket":{"lines":2,"gift":null},"tags":["a","b"]}}
            """).Touchpoint!;

        Assert.Equal((TouchpointType.CartLeft, new CustomerId("anna"), Channel.Website, DeviceKind.InStore), (touchpoint.Type, touchpoint.Customer, touchpoint.Channel, touchpoint.Device));
        Assert.Equal((Money.Of(59.90m, "EUR"), new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero)), (touchpoint.Amount, touchpoint.At));
        Assert.Equal([Identifier.Browser("b-1")], touchpoint.Identifiers!);
        Assert.Equal(
            [("basket.lines", "2"), ("ce-sampled", "true"), ("ce-traceparent", "00-1"), ("tags", "[\"a\",\"b\"]")],
            touchpoint.Data.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        var written = mapping.Write(touchpoint);
        Assert.Equal(("com.example.Basket.Abandoned", "00-1"), (written.Type, written.Extensions["traceparent"].Text));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"site.visited"}""", "subject")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"Site Visited","subject":"a"}""", "type")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"site.visited","subject":" a"}""", "subject")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"site.visited","subject":"a","channel":"Web Site"}""", "channel")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"amount":{"value":"1.999","currency":"EUR"}}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"amount":{"value":"1","currency":"euro"}}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"identifiers":[{"type":"browser"}]}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"a":{"b":1},"a.b":2}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"\ud800":1}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a","data":{"a":"\ud800"}}""", "data")]
    public void Read_NoTouchpoint_IsSaid(string text, string attribute)
    {
        var result = Read(TouchpointEvents.Default, text);

        Assert.False(result.IsRead);
        Assert.Equal((CloudEventProblemCode.NoTouchpoint, attribute), (result.Problem.Code, result.Problem.Attribute));
    }

    [Theory]
    [InlineData("\"data\":[1,2]", "data", "[1,2]")]
    [InlineData("\"data\":\"x\"", "data", "x")]
    [InlineData("\"data\":\"x\",\"datacontenttype\":\"text/plain\"", "data", "x")]
    [InlineData("\"data_base64\":\"AAEC\"", "data_base64", "AAEC")]
    [InlineData("\"data\":{\"amount\":59}", "amount", "59")]
    [InlineData("\"dataschema\":\"https://s.example/x\"", "ce-dataschema", "https://s.example/x")]
    public void Read_DataThatIsNoTable_IsKept(string members, string name, string value) =>
        Assert.Equal(value, Assert.Single(Read(TouchpointEvents.Default, $"{{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a\",{members}}}").Touchpoint!.Data, entry => entry.Key == name).Value);

    [Fact]
    public void Read_WithoutATime_HappenedWhenItCame() =>
        Assert.Equal(Noon, Read(TouchpointEvents.Default, """{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a"}""").Touchpoint!.At);

    [Fact]
    public void Create_TwoNamesForOneType_Throws() =>
        Assert.Throws<ArgumentException>(() => new TouchpointEvents(new Dictionary<string, TouchpointType> { ["a"] = TouchpointType.CartLeft, ["b"] = TouchpointType.CartLeft }));

    [Fact]
    public void Write_AnyTouchpoint_IsReadBackTheSame()
    {
        var texts = Gen.Elements("", "x", "ce-x", "ce-", "ce-dataschema", "ce-channel", "amount", "identifiers", "values", "data", "a.b", "é\ud83d\ude00", "line\nbreak", "\"quoted\"", "\u0085");
        var entries = texts.Where(text => text.Length > 0).SelectMany(_ => texts, (name, value) => (name, value)).ListOf();
        var touchpoints =
            from type in Gen.Elements(TouchpointType.CartLeft, TouchpointType.SiteVisited, new TouchpointType("com.example.order.created"))
            from channel in Gen.Elements<Channel?>(null, Channel.Email, new Channel("kiosk"))
            from device in Gen.Elements(Enum.GetValues<DeviceKind>())
            from amount in Gen.Elements<Money?>(null, Money.Of(0, "EUR"), Money.Of(-5.01m, "EUR"), new Money(long.MaxValue, new Currency("JPY")), new Money(1, new Currency("KWD")))
            from identifiers in Gen.Elements<IReadOnlyList<Identifier>?>(null, [Identifier.Browser("b")], [Identifier.VerifiedEmail("a@b.c"), Identifier.Device("null")])
            from customer in Gen.Elements(true, false)
            from ticks in Gen.Choose(0, int.MaxValue)
            from data in entries
            select new Touchpoint
            {
                Source = "/shop", Id = "é 1", Type = type, Customer = customer || identifiers is null ? new("anna") : default, At = Noon.AddTicks(ticks), Channel = channel, Device = device, Amount = amount,
                Identifiers = identifiers, Data = data.GroupBy(entry => entry.name).ToDictionary(same => same.Key, same => same.First().value),
            };

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(new Rnd(1UL, 3UL), null)), Prop.ForAll(touchpoints.ToArbitrary(), touchpoint =>
        {
            var back = Read(TouchpointEvents.Default, Encoding.UTF8.GetString(CloudEventJson.ToUtf8(TouchpointEvents.Default.Write(touchpoint)).Span)).Touchpoint!;
            Assert.Equal(touchpoint with { Data = back.Data, Identifiers = back.Identifiers }, back);
            Assert.Equal(touchpoint.Data.OrderBy(entry => entry.Key, StringComparer.Ordinal), back.Data.OrderBy(entry => entry.Key, StringComparer.Ordinal));
            Assert.Equal(touchpoint.Identifiers ?? [], back.Identifiers ?? []);
        }));
    }

    private static TouchpointReadResult Read(TouchpointEvents mapping, string text)
    {
        var read = CloudEventJson.Read(Encoding.UTF8.GetBytes(text));
        Assert.True(read.IsRead, string.Join("; ", read.Problems));
        return mapping.Read(read.Event, Noon);
    }
}
