using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email.AmazonSes;

public sealed class AmazonSesMailInTests
{
    private const string Mail = "Return-Path: <ada@example.com>\r\nFrom: Ada <ada@EXAMPLE.com>\r\nTo: reply@in.example.com\r\nSubject: Re: Your cart\r\nIn-Reply-To: <0102017c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000@eu-central-1.amazonses.com>\r\nMessage-ID: <m1@example.com>\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe\r\n\r\nOn 11 Sep 2015 Shop wrote:\r\n> Your boots\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_AMail_IsWhatThePersonWroteToOurMessage(bool isBase64)
    {
        var content = isBase64 ? Convert.ToBase64String(Encoding.Latin1.GetBytes(Mail)) : Mail.Replace("iso-8859-1", "utf-8", StringComparison.Ordinal);
        var text = Assert.IsType<InboundText>(Assert.Single(Read(content).Facts));

        Assert.Equal(("ada@example.com", "Grüße", "recipient@example.com", "0102017c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"), (text.From, text.Text, text.To, text.InReplyTo));
        Assert.Equal(("d6iitobk75ur44p8kdnnp7g2n800", new DateTimeOffset(2015, 9, 11, 20, 32, 33, 936, TimeSpan.Zero)), (text.Id, text.At));
    }

    [Fact]
    public void Read_AMailThatIsKeptElsewhere_IsOneWithoutText()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(null).Facts));

        Assert.Equal(("[mail without text]", "ada@example.com", "x-000000"), (text.Text, text.From, text.InReplyTo));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", "PASS", "PASS", "ada@example.com")]
    [InlineData("", "FAIL", "PASS", "ada@example.com")]
    [InlineData("", "PASS", "FAIL", "ada@example.com")]
    [InlineData("", "PASS", "PASS", "")]
    [InlineData("From: nobody\r\n", "GRAY", "DISABLED", "ada@example.com")]
    public void Read_NoPersonsMail_IsNothing(string header, string spam, string virus, string source)
    {
        var reading = Read(header + Mail, spam, virus, source);

        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Facts);
    }

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Call(Mail, "PASS", "PASS", "ada@example.com"), 3_000, seed: 77))
        {
            try
            {
                read += AmazonSesEvents.Read(Encoding.UTF8.GetString(body)).Facts.Count;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    private static InboundReading Read(string? content, string spam = "PASS", string virus = "PASS", string source = "ada@example.com") => AmazonSesEvents.Read(Call(content, spam, virus, source));

    // As the developer guide shows it, cut to what is near.
    private static string Call(string? content, string spam, string virus, string source)
    {
        var call = JsonNode.Parse("""
            {"notificationType":"Received","receipt":{"timestamp":"2015-09-11T20:32:33.936Z","processingTimeMillis":222,"recipients":["recipient@example.com"],"spamVerdict":{},"virusVerdict":{},"spfVerdict":{"status":"PASS"},"dkimVerdict":{"status":"PASS"},"action":{"type":"SNS","topicArn":"arn:aws:sns:us-east-1:012345678912:example-topic"}},"mail":{"timestamp":"2015-09-11T20:32:33.936Z","messageId":"d6iitobk75ur44p8kdnnp7g2n800","destination":["recipient@example.com"],"headersTruncated":false,"headers":[{"name":"From","value":"ada@example.com"},{"name":"In-Reply-To","value":"<x-000000@email.amazonses.com>"}],"commonHeaders":{"from":["ada@example.com"],"to":["recipient@example.com"],"messageId":"<m1@example.com>","subject":"Example subject"}}}
            """)!.AsObject();
        (call["receipt"]!["spamVerdict"]!["status"], call["receipt"]!["virusVerdict"]!["status"], call["mail"]!["source"]) = (spam, virus, source);
        if (content is not null)
        {
            call["content"] = content;
        }

        return call.ToJsonString();
    }
}
