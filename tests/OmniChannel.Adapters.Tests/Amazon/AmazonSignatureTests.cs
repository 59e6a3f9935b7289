using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Amazon;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Amazon;

public sealed class AmazonSignatureTests
{
    private static readonly DateTimeOffset At = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly AmazonScope Scope = new() { Service = "service", Region = "us-east-1" };
    private static readonly AmazonCredentials Credentials = new() { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

    [Fact]
    public void Authorization_EveryCaseOfAmazonsSuite_IsTheirs()
    {
        var cases = Directory.GetFiles(Path.Combine(SharedFolders.RequireSpecs(), "aws", "aws4_testsuite"), "*.req", SearchOption.AllDirectories);
        Assert.Equal(34, cases.Length);
        foreach (var file in cases)
        {
            string Expected(string extension) => File.ReadAllText(Path.ChangeExtension(file, extension)).ReplaceLineEndings("\n");
            var (method, target, headers, body) = Read(File.ReadAllText(file).ReplaceLineEndings("\n"));
            if (Expected("creq").Contains("x-amz-security-token:", StringComparison.Ordinal) && headers.TrueForAll(header => header.Name != "X-Amz-Security-Token"))
            {
                // The suite leaves it to the signer to add the token.
                headers.Add(("X-Amz-Security-Token", Expected("creq").Split("x-amz-security-token:")[1].Split('\n')[0]));
            }

            var day = AmazonDay.Of(Credentials, Scope, At);
            using var canonical = CanonicalRequest.Of(method, target, [.. headers], Encoding.UTF8.GetBytes(body));
            using var toSign = new PooledBytes();
            AmazonSignature.WriteToSign(toSign, canonical, day, "20150830T123600Z");

            Assert.Equal((file, Expected("creq")), (file, Encoding.UTF8.GetString(canonical.Text)));
            Assert.Equal((file, Expected("sts")), (file, Encoding.UTF8.GetString(toSign.Written)));
            Assert.Equal((file, Expected("authz")), (file, AmazonSignature.Authorization(canonical, day, "20150830T123600Z")));
        }
    }

    [Theory]
    [InlineData("{}", "application/json", "https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails", "ses", null)]
    [InlineData("{\"ü\":\"👢\"}", "application/json", "https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails", "ses", "token/+=")]
    [InlineData("Action=Publish&Message=a%20b", "application/x-www-form-urlencoded; charset=utf-8", "https://sns.us-east-1.amazonaws.com/", "sns", null)]
    [InlineData("x", "text/plain", "https://email.us-east-1.amazonaws.com/a/b?z=1&a=%20&a=%C3%BC", "ses", null)]
    public async Task Sign_WhatTheLibraryForNodeSigns_IsSignedAlike(string body, string type, string url, string service, string? token)
    {
        var credentials = Credentials with { SessionToken = token };
        var uri = new Uri(url);
        var region = uri.Host.Split('.')[1];
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };

        new AmazonSignature(new() { Service = service, Region = region }).Sign(request, Encoding.UTF8.GetBytes(body), credentials, At);

        var theirs = (await Oracle.AskVerifiersAsync([new JsonObject
        {
            ["library"] = "aws4",
            ["options"] = new JsonObject
            {
                ["service"] = service, ["region"] = region, ["host"] = uri.Host, ["method"] = "POST", ["path"] = uri.PathAndQuery, ["body"] = body,
                ["headers"] = new JsonObject { ["Content-Type"] = type, ["X-Amz-Date"] = "20150830T123600Z" },
                ["extraHeadersToIgnore"] = new JsonObject { ["content-length"] = true },
            },
            ["credentials"] = new JsonObject { ["accessKeyId"] = credentials.AccessKeyId, ["secretAccessKey"] = credentials.SecretAccessKey, ["sessionToken"] = token },
        }]))[0]!;
        Assert.Equal(theirs["Authorization"]!.GetValue<string>(), Assert.Single(request.Headers.NonValidated["Authorization"]));
        Assert.Equal(theirs["X-Amz-Date"]!.GetValue<string>(), Assert.Single(request.Headers.GetValues("X-Amz-Date")));
        Assert.Equal(theirs["X-Amz-Security-Token"]?.GetValue<string>(), request.Headers.TryGetValues("X-Amz-Security-Token", out var values) ? Assert.Single(values) : null);
    }

    /// <summary>The day's key is kept: neither past midnight nor for other credentials.</summary>
    [Fact]
    public void Sign_AnotherDayOrOtherCredentials_IsByAnotherKey()
    {
        var signature = new AmazonSignature(Scope);
        string Of(AmazonSignature by, AmazonCredentials credentials, DateTimeOffset at)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "https://service.us-east-1.amazonaws.com/");
            by.Sign(request, default, credentials, at);
            return Assert.Single(request.Headers.NonValidated["Authorization"]);
        }

        var other = Credentials with { SecretAccessKey = "another" };
        foreach (var (credentials, at) in new[] { (Credentials, At), (Credentials, At), (other, At), (Credentials, At.AddDays(1)), (other, At.AddDays(1)), (Credentials, At) })
        {
            Assert.Equal(Of(new(Scope), credentials, at), Of(signature, credentials, at));
        }

        Assert.NotEqual(Of(signature, Credentials, At), Of(signature, other, At));
    }

    [Theory]
    [InlineData("eu-central-1", true)]
    [InlineData("us-gov-west-1", true)]
    [InlineData("cn-north-1", true)]
    [InlineData("eu-central-1.evil.example/", false)]
    [InlineData("EU", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsRegion_ByForm(string? text, bool expected) => Assert.Equal(expected, AmazonScope.IsRegion(text));

    [Fact]
    public void Endpoint_InChina_IsOfChina() => Assert.Equal("https://email.cn-north-1.amazonaws.com.cn/", new AmazonScope { Service = "ses", Region = "cn-north-1" }.Endpoint("email").AbsoluteUri);

    [Theory]
    [InlineData("MessageRejected", null, "MessageRejected")]
    [InlineData("TooManyRequestsException:http://internal.amazon.com/coral/x/", "Other", "TooManyRequestsException")]
    [InlineData(null, "com.amazonaws.sesv2#BadRequestException", "BadRequestException")]
    [InlineData(null, null, "")]
    public void ErrorName_OfHeaderOrMember_IsTheBareName(string? header, string? member, string expected) => Assert.Equal(expected, AmazonAccess.ErrorName(header, member));

    [Fact]
    public void Credentials_InWords_ShowNoSecret() => Assert.Equal("AKIDEXAMPLE", (Credentials with { SessionToken = "t" }).ToString());

    private static (string Method, string Target, List<(string Name, string Value)> Headers, string Body) Read(string request)
    {
        var parts = request.Split("\n\n", 2);
        var lines = parts[0].TrimEnd('\n').Split('\n');
        List<(string Name, string Value)> headers = [];
        foreach (var line in lines.Skip(1))
        {
            if (char.IsWhiteSpace(line[0]))
            {
                headers[^1] = (headers[^1].Name, $"{headers[^1].Value} {line.Trim()}");
            }
            else
            {
                headers.Add((line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]));
            }
        }

        var first = lines[0];
        return (first[..first.IndexOf(' ', StringComparison.Ordinal)], first[(first.IndexOf(' ', StringComparison.Ordinal) + 1)..first.LastIndexOf(' ')], headers, parts.Length > 1 ? parts[1] : "");
    }
}
