using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Wire;

public sealed class WireXmlTests
{
    private const string Answer = """<?xml version="1.0"?><ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>KMSThrottling</Code><Message>no: &amp; no</Message></Error><RequestId>r:1</RequestId></ErrorResponse>""";

    [Theory]
    [InlineData(Answer, "KMSThrottling")]
    [InlineData("<a><Code><b>x</b></Code><Code>y</Code></a>", "y")]
    [InlineData("<a><Code/><c>x</c></a>", null)]
    [InlineData("<a><Code>x</Code><Code>y</Code></a>", "x")]
    public void Texts_OfAName_IsTheFirst(string xml, string? expected) => Assert.Equal(expected, WireXml.Texts(Encoding.UTF8.GetBytes(xml), "Code")![0]);

    [Theory]
    [InlineData("")]
    [InlineData("<a><Code>x</Code>")]
    [InlineData("<a></a><b/>")]
    [InlineData("{\"Code\":1}")]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\">]><a><Code>&e;</Code></a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a><Code>x</Code></a>")]
    public void Texts_OfNoWholeDocumentOrADtd_IsNothing(string xml) => Assert.Null(WireXml.Texts(Encoding.UTF8.GetBytes(xml), "Code"));

    [Fact]
    public void Texts_TooDeep_IsNothing() => Assert.Null(WireXml.Texts(Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("<a>", 40))}{string.Concat(Enumerable.Repeat("</a>", 40))}"), "a"));

    [Theory]
    [InlineData(Answer)]
    [InlineData("<PublishResponse xmlns=\"https://sns.amazonaws.com/doc/2010-03-31/\">\n  <PublishResult>\n <MessageId>567910cd-659e</MessageId>\n</PublishResult><ResponseMetadata><RequestId> r 1 </RequestId></ResponseMetadata></PublishResponse>\n")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><Code>x</Code><b><Code>y</Code><Message></Message><Message>z</Message></b>w</a>")]
    public void Texts_OfPlainXml_IsWhatThePlatformsReaderSays(string xml)
    {
        string[] names = ["Code", "Message", "MessageId", "RequestId"];
        var (plain, bodies) = (0, Mutations.Of(xml, 4_000, seed: 29).Prepend(Encoding.UTF8.GetBytes(xml)).ToList());
        foreach (var body in bodies)
        {
            var found = new string?[names.Length];
            if (new PlainXml(body).TryTexts(names, found))
            {
                plain++;
                Assert.Equal(WireXml.AnyTexts(body, names), found);
            }
        }

        Assert.InRange(plain, xml.Contains('&', StringComparison.Ordinal) ? 0 : 30, bodies.Count - 1_000);
    }

    [Fact]
    public void Texts_Spoilt_IsAlwaysAValue()
    {
        var answers = Mutations.Of(Answer, 3_000, seed: 23).Select(body => WireXml.Texts(body, "Code", "RequestId") is null).ToList();

        Assert.InRange(answers.Count(isNothing => isNothing), 100, 2_990);
    }
}
