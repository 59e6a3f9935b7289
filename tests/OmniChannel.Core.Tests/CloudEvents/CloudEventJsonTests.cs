using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.CloudEvents;

public sealed class CloudEventJsonTests
{
    private const string Smallest = """{"specversion":"1.0","id":"1","source":"/shop","type":"t"}""";

    [Fact]
    public void Read_TheExampleOfTheSpecification_GivesEveryAttribute()
    {
        var read = Read("""
            {
                "specversion" : "1.0",
                "type" : "com.github.pull_request.opened",
                "source" : "https://github.com/cloudevents/spec/pull",
                "subject" : "123",
                "id" : "A234-1234-1234",
                "time" : "2018-04-05T17:31:00Z",
                "comexampleextension1" : "value",
                "comexampleothervalue" : 5,
                "comexampleflag" : true,
                "unsetextension": null,
                "datacontenttype" : "text/xml",
                "data" : "<much wow=\"xml\"/>"
            }
            """);

        Assert.Equal(("A234-1234-1234", "https://github.com/cloudevents/spec/pull", "com.github.pull_request.opened", "123"), (read.Id, read.Source, read.Type, read.Subject));
        Assert.Equal(new DateTimeOffset(2018, 4, 5, 17, 31, 0, TimeSpan.Zero), read.Time);
        Assert.Equal([("comexampleextension1", new CloudEventValue("value")), ("comexampleothervalue", new(5)), ("comexampleflag", new(true))], read.Extensions.Select(one => (one.Key, one.Value)));
        Assert.Equal((CloudEventDataKind.Text, "<much wow=\"xml\"/>"), (read.Data!.Kind, Encoding.UTF8.GetString(read.Data.Octets.Span)));
    }

    [Theory]
    [InlineData("\"data\":{\"a\":[1,2]}", CloudEventDataKind.Json, "{\"a\":[1,2]}")]
    [InlineData("\"data\":\"text\"", CloudEventDataKind.Json, "\"text\"")]
    [InlineData("\"data\":5,\"datacontenttype\":\"application/vnd.x+json; charset=utf-8\"", CloudEventDataKind.Json, "5")]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":\"text\"", CloudEventDataKind.Text, "text")]
    [InlineData("\"data\":\"text\",\"datacontenttype\":\"text/plain\"", CloudEventDataKind.Text, "text")]
    [InlineData("\"data_base64\":\"AAEC/w==\"", CloudEventDataKind.Binary, "\0\u0001\u0002?")]
    public void Read_Data_IsWhatTheMediaTypeSays(string members, CloudEventDataKind kind, string octets)
    {
        var data = Read(With(members)).Data!;

        Assert.Equal((kind, octets), (data.Kind, Encoding.ASCII.GetString(data.Octets.Span)));
    }

    [Theory]
    [InlineData("2026-02-13T23:31:30Z", "2026-02-13T23:31:30.0000000+00:00")]
    [InlineData("2026-02-13t23:31:30.123456789+01:00", "2026-02-13T22:31:30.1234567+00:00")]
    [InlineData("2026-02-13T23:31:30.1234567891234-23:59", "2026-02-14T23:30:30.1234567+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-02-13T23:31:30-00:00", "2026-02-13T23:31:30.0000000+00:00")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    public void Read_Time_IsTheInstant(string text, string expected) =>
        Assert.Equal(expected, Read(With($"\"time\":\"{text}\"")).Time!.Value.ToString("O"));

    /// <summary>One row per rule of the specification.</summary>
    [Theory]
    [InlineData("""{"id":"1","source":"/s","type":"t"}""", "1:1 [0].specversion Missing")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/s","type":"t"}""", "1:16 [0].specversion UnknownVersion")]
    [InlineData("""{"specversion":1.0,"id":"1","source":"/s","type":"t"}""", "1:16 [0].specversion WrongType")]
    [InlineData("""{"specversion":"1.0","source":"/s","type":"t"}""", "1:1 [0].id Missing")]
    [InlineData("""{"specversion":"1.0","id":"","source":"/s","type":"t"}""", "1:27 [0].id Missing")]
    [InlineData("""{"specversion":"1.0","id":7,"source":"/s","type":"t"}""", "1:27 [0].id WrongType")]
    [InlineData("""{"specversion":"1.0","id":"\u0001","source":"/s","type":"t"}""", "1:27 [0].id BadValue")]
    [InlineData("""{"specversion":"1.0","id":"\ud800","source":"/s","type":"t"}""", "1:27 [0].id BadValue")]
    [InlineData("""{"specversion":"1.0","id":"\ufffe","source":"/s","type":"t"}""", "1:27 [0].id BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","type":"t"}""", "1:1 [0].source Missing")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"my shop","type":"t"}""", "1:40 [0].source BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s"}""", "1:1 [0].type Missing")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":""}""", "1:66 [0].subject Missing")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","time":"yesterday"}""", "1:63 [0].time BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","time":1700000000}""", "1:63 [0].time WrongType")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","time":"2026-02-30T00:00:00Z"}""", "1:63 [0].time BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"json"}""", "1:74 [0].datacontenttype BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","dataschema":"/schema"}""", "1:69 [0].dataschema BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","Trace":"x"}""", "1:56 [0].Trace BadName")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","trace":{}}""", "1:64 [0].trace WrongType")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","trace":1.5}""", "1:64 [0].trace WrongType")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","trace":2147483648}""", "1:64 [0].trace WrongType")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","id":"2"}""", "1:56 [0].id Twice")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","data":1,"data_base64":"AA=="}""", "1:63 [0].data Twice")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","data_base64":"?"}""", "1:70 [0].data_base64 BadValue")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{},"datacontenttype":"text/plain"}""", "1:63 [0].data WrongType")]
    [InlineData("""["no event"]""", "1:1 [0] WrongType")]
    [InlineData("""{"specversion":"1.0",""", "1:21 [0] NotJson")]
    [InlineData("", "1:1 [0] NotJson")]
    public void Read_ABrokenRule_IsSaidWithItsPlace(string text, string expected)
    {
        var result = CloudEventJson.Read(Encoding.UTF8.GetBytes(text));

        Assert.False(result.IsRead);
        Assert.Equal(expected, string.Join("; ", result.Problems.Select(problem => problem.ToString()[..problem.ToString().IndexOf(": ", StringComparison.Ordinal)])));
    }

    [Fact]
    public void Read_ManyBrokenRules_SaysAllOfThemInTheirOrder()
    {
        var result = CloudEventJson.Read("{\n \"time\": \"x\",\n \"id\": 1,\n \"X\": 1\n}"u8.ToArray());

        Assert.Equal(["1:1 specversion", "1:1 source", "1:1 type", "2:10 time", "3:8 id", "4:2 X"], result.Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Attribute}"));
    }

    [Fact]
    public void Read_OverALimit_IsAProblem()
    {
        var limits = new CloudEventLimits { MaxBytes = 400, MaxEventBytes = 200, MaxDepth = 2, MaxExtensions = 1, MaxAttribute = 10, MaxEvents = 2 };
        Assert.Equal(CloudEventProblemCode.TooLarge, Code(With($"\"data\":\"{new string('x', 500)}\"")));
        Assert.Equal(CloudEventProblemCode.TooLarge, Code(With($"\"data\":\"{new string('x', 200)}\"")));
        Assert.Equal(CloudEventProblemCode.TooDeep, Code(With("\"data\":[[[1]]]")));
        Assert.Equal(CloudEventProblemCode.TooMany, Code(With("\"a\":1,\"b\":2")));
        Assert.Equal(CloudEventProblemCode.BadValue, Code(With("\"a\":\"01234567890\"")));
        Assert.True(CloudEventJson.Read(Encoding.UTF8.GetBytes(With("\"data\":[[1]],\"a\":1")), limits).IsRead);
        var batch = CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes($"[{Smallest},{Smallest},{Smallest}]"), limits);
        Assert.Equal((2, CloudEventProblemCode.TooMany), (batch.Events.Count, batch.Problem!.Code));
        Assert.Throws<ArgumentOutOfRangeException>(() => CloudEventJson.Read(default, new CloudEventLimits { MaxDepth = 0 }));

        CloudEventProblemCode Code(string text) => Assert.Single(CloudEventJson.Read(Encoding.UTF8.GetBytes(text), limits).Problems).Code;
    }

    [Fact]
    public void Read_DataAsDeepAsTheTextIsLong_IsAProblemOfThatEventOnly()
    {
        var deep = With("\"data\":" + new string('[', 50_000) + new string(']', 50_000));

        var batch = CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes($"[{deep},{Smallest}]"));

        Assert.Equal([false, true], batch.Events.Select(one => one.IsRead));
        Assert.Equal(CloudEventProblemCode.TooDeep, batch.Events[0].Problems[0].Code);
    }

    [Fact]
    public void ReadBatch_OneBadEvent_DoesNotLoseTheOthers()
    {
        var batch = CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes($"[{Smallest},\n{{\"id\":1}},\n7, {Smallest}]"));

        Assert.Null(batch.Problem);
        Assert.Equal([true, false, false, true], batch.Events.Select(one => one.IsRead));
        Assert.Equal((1, 2, 7), (batch.Events[1].Problems[^1].Index, batch.Events[1].Problems[^1].Line, batch.Events[1].Problems[^1].Column));
        Assert.Equal((2, 3, 1), (batch.Events[2].Problems[0].Index, batch.Events[2].Problems[0].Line, batch.Events[2].Problems[0].Column));
    }

    [Fact]
    public void ReadBatch_InvalidUtf8InOneEvent_DoesNotLoseTheOthers()
    {
        byte[] text = [.. "["u8, .. Encoding.UTF8.GetBytes(With("\"data\":\"x")[..^1]), 0xC3, 0x28, .. "\"},"u8, .. Encoding.UTF8.GetBytes(Smallest), .. "]"u8];

        Assert.Equal([false, true], CloudEventJson.ReadBatch(text).Events.Select(one => one.IsRead));
    }

    [Theory]
    [InlineData("{}", CloudEventProblemCode.WrongType, 0)]
    [InlineData("[", CloudEventProblemCode.NotJson, 0)]
    [InlineData("[" + Smallest + ",", CloudEventProblemCode.NotJson, 1)]
    [InlineData("[" + Smallest + "] x", CloudEventProblemCode.NotJson, 1)]
    [InlineData("", CloudEventProblemCode.NotJson, 0)]
    public void ReadBatch_NoBatch_KeepsWhatStandsBefore(string text, CloudEventProblemCode code, int read)
    {
        var batch = CloudEventJson.ReadBatch(Encoding.UTF8.GetBytes(text));

        Assert.Equal((code, read), (batch.Problem!.Code, batch.Events.Count(one => one.IsRead)));
    }

    [Fact]
    public void Read_WithAByteOrderMark_IsRead() => Assert.True(CloudEventJson.Read((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Smallest)]).IsRead);

    /// <summary>Whatever is cut from, or put into, an event: an answer, no exception, and no event that cannot be written again.</summary>
    [Fact]
    public void Read_OfAnyText_AnswersAndNeverThrows()
    {
        var seeds = new[] { Smallest, With("\"time\":\"2026-02-13T23:31:30.5+01:00\",\"data\":{\"a\":[1,{\"b\":null}]},\"trace\":\"x\""), With("\"data_base64\":\"AAEC/w==\",\"subject\":\"é\\ud83d\\ude00\"") };
        var property = Prop.ForAll(Gen.Elements(seeds).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (seed, octet, at) =>
        {
            var octets = Encoding.UTF8.GetBytes(seed);
            octets[at % octets.Length] = (byte)octet;
            foreach (var text in new[] { octets, octets[..(at % octets.Length)], [.. "["u8, .. octets, .. ","u8, .. Encoding.UTF8.GetBytes(Smallest), .. "]"u8] })
            {
                var one = CloudEventJson.Read(text);
                Assert.NotEqual(one.IsRead, one.Problems.Count > 0);
                Assert.True(!one.IsRead || CloudEventJson.Read(CloudEventJson.ToUtf8(one.Event)).IsRead);
                CloudEventJson.ReadBatch(text);
            }
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(new Replay(new Rnd(1UL, 3UL), null)), property);
    }

    [Fact]
    public void Write_WhatWasRead_IsTheSameText()
    {
        const string text = """{"specversion":"1.0","id":"ä\"1","source":"/shop?x=%20#y","type":"t","subject":"anna","time":"2026-02-13T23:31:30.5Z","a":5,"b":true,"c":"x","datacontenttype":"application/json","dataschema":"https://shop.example/s","data":{"b":1,"a":[ ]}}""";

        Assert.Equal(text, Encoding.UTF8.GetString(CloudEventJson.ToUtf8(Read(text)).Span));
    }

    [Fact]
    public void Write_ABrokenRule_Throws()
    {
        var right = Read(Smallest);

        Assert.Contains("'id'", Assert.Throws<ArgumentException>(() => CloudEventJson.ToUtf8(right with { Id = "" })).Message, StringComparison.Ordinal);
        Assert.Contains("'source'", Assert.Throws<ArgumentException>(() => CloudEventJson.ToUtf8(right with { Source = "my shop" })).Message, StringComparison.Ordinal);
        Assert.Contains("'data'", Assert.Throws<ArgumentException>(() => CloudEventJson.ToUtf8(right with { Extensions = new Dictionary<string, CloudEventValue> { ["data"] = new(1) } })).Message, StringComparison.Ordinal);
        Assert.Contains("'datacontenttype'", Assert.Throws<ArgumentException>(() => CloudEventJson.ToUtf8(right with { Data = CloudEventData.Text("x") })).Message, StringComparison.Ordinal);
    }

    private static CloudEvent Read(string text)
    {
        var result = CloudEventJson.Read(Encoding.UTF8.GetBytes(text));
        Assert.True(result.IsRead, string.Join("; ", result.Problems));
        return result.Event;
    }

    private static string With(string members) => Smallest[..^1] + "," + members + "}";
}
