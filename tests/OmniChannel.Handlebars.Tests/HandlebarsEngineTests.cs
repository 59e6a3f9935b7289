using System.Net;
using OmniChannel.Testing;

namespace OmniChannel.Tests;

public sealed class HandlebarsEngineTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["customer.name"] = "Änna <b>&\"'`",
        ["message.total"] = "59,00 €",
        ["message.link"] = "https://shop.example/cart?a=1&b=2",
        ["message.sku"] = "a b/c&d",
        ["message.lines.0.name"] = "Tent",
        ["message.lines.0.price"] = "40 €",
        ["message.lines.1.name"] = "<Mat>",
        ["message.lines.1.price"] = "19 €",
        ["message.tags.0"] = "new",
        ["message.tags.1"] = "hot",
        ["message.boxes.0.colour.name"] = "red",
        ["message.boxes.0.things.0"] = "stone",
        ["message.boxes.0.things.1"] = "leaf",
        ["message.mixed.0"] = "plain",
        ["message.mixed.1.name"] = "named",
        ["message.mixed.2"] = "again",
        ["evil"] = "javascript:alert(1)",
        ["empty"] = "",
    };

    private static ITemplate Compile(string source, ContentPart part = ContentPart.Text, HandlebarsOptions? options = null) =>
        new HandlebarsEngine(options).Compile(new TemplateSource { Text = source, Place = part == ContentPart.Button ? ContentPlace.Button(1) : ContentPlace.Of(part) });

    private static string Render(string source, ContentPart part = ContentPart.Text, HandlebarsOptions? options = null)
    {
        var problems = new List<RenderProblem>();
        var result = Compile(source, part, options).Render(Values, problems);
        Assert.True(result is not null, string.Join('\n', problems));
        return result;
    }

    private static RenderProblem OnlyProblem(string source, ContentPart part = ContentPart.Text, HandlebarsOptions? options = null)
    {
        var problems = new List<RenderProblem>();
        Assert.Null(Compile(source, part, options).Render(Values, problems));
        return Assert.Single(problems);
    }

    [Theory]
    [InlineData("Hi {{customer.name}}", "Hi Änna <b>&\"'`")]
    [InlineData("{{#each message.lines}}{{@index}} {{name}}: {{price}} of {{../message.total}}\n{{/each}}", "0 Tent: 40 € of 59,00 €\n1 <Mat>: 19 € of 59,00 €\n")]
    [InlineData("{{#if message.total}}yes{{else}}no{{/if}} {{#if message.nothing}}yes{{else}}no{{/if}} {{#unless empty}}none{{/unless}}", "yes no none")]
    [InlineData("{{#with message}}{{total}}{{/with}}{{!-- not seen --}}{{! nor this }}", "59,00 €")]
    [InlineData("{{#if message.nothing}}a{{else if message.total}}b{{else}}c{{/if}} {{#if message.lines}}some{{/if}}", "b some")]
    [InlineData("{{#each message.lines}}{{#with this}}{{name}}{{/with}}{{#each @root.message.lines}}{{../name}}{{this.price}}{{/each}} {{/each}}", "TentTent40 €Tent19 € <Mat><Mat>40 €<Mat>19 € ")]
    [InlineData("{{#each message.tags}}{{this}} {{/each}}{{#each message.boxes}}{{#each things}}{{this}}{{../colour.name}} {{/each}}{{#if colour}}!{{/if}}{{/each}}", "new hot stonered leafred !")]
    [InlineData("{{#each message.mixed}}{{#if name}}{{name}}{{else}}{{this}}{{/if}} {{/each}}", "plain named again ")]
    [InlineData("{{#each message.mixed}}{{@index}}{{#if name}}{{name}}{{else}}{{this}}{{/if}} {{/each}}", "0plain 1named 2again ")]
    [InlineData("{{#each message.boxes}}{{#each things}}{{@index}}{{#if @first}}!{{/if}}{{this}}{{#if @last}}.{{/if}} {{/each}}{{/each}}", "0!stone 1leaf. ")]
    [InlineData("{{#each message.none}}x{{else}}none of {{message.total}}{{/each}}", "none of 59,00 €")]
    [InlineData("a {{~#if message.total~}} b {{~/if}}", "ab")]
    public void Render_OfText_FillsItIn(string source, string expected) => Assert.Equal(expected, Render(source));

    [Fact]
    public void Render_OfAListOfTextsAndThings_EscapesBoth() => Assert.Equal(
        "plain &lt;i&gt;named&lt;/i&gt; again &lt;b&gt; ",
        Compile("{{#each message.mixed}}{{#if name}}{{name}}{{else}}{{this}}{{/if}} {{/each}}", ContentPart.Html).Render(new Dictionary<string, string>(Values) { ["message.mixed.1.name"] = "<i>named</i>", ["message.mixed.2"] = "again <b>" }, []));

    [Fact]
    public void Render_OfHtml_EscapesByTheSpot() => Assert.Equal(
        "<p title=\"Änna &lt;b&gt;&amp;&quot;&#39;&#96;\">Änna &lt;b&gt;&amp;&quot;&#39;&#96;</p><a href=\"https://shop.example/cart?a=1&amp;b=2\">x</a><img src='https://a.example/a%20b%2Fc%26d'>",
        Render("<p title=\"{{customer.name}}\">{{customer.name}}</p><a href=\"{{message.link}}\">x</a><img src='https://a.example/{{message.sku}}'>", ContentPart.Html));

    [Fact]
    public void Render_OfHtml_ReadAgain_GivesTheValue() => Assert.Equal(Values["customer.name"], WebUtility.HtmlDecode(Render("{{customer.name}}", ContentPart.Html)));

    [Theory]
    [InlineData("<a href=\"{{evil}}\">x</a>", RenderProblemCode.NotAnAddress)]
    [InlineData("<script>{{customer.name}}</script>", RenderProblemCode.UnsafePlace)]
    [InlineData("<p style=\"{{customer.name}}\">x</p>", RenderProblemCode.UnsafePlace)]
    [InlineData("<p {{#if empty}}a{{/if}}>x</p>", RenderProblemCode.Malformed)]
    public void Render_OfHtmlWithAnUnsafePlace_IsAProblem(string source, RenderProblemCode code)
    {
        var problems = new List<RenderProblem>();
        Assert.Null(Compile(source, ContentPart.Html).Render(Values, problems));
        Assert.Equal(code, problems[0].Code);
        Assert.All(problems, problem => Assert.DoesNotContain("alert", problem.Problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{{customer.name}}}", RenderProblemCode.Malformed, 0)]
    [InlineData("x {{&customer.name}}", RenderProblemCode.Malformed, 2)]
    [InlineData("ab {{nope.name}}", RenderProblemCode.UnknownPath, 3)]
    [InlineData("ab {{shout customer.name}}", RenderProblemCode.Malformed, 3)]
    [InlineData("ab {{#table customer}}{{/table}}", RenderProblemCode.Malformed, 3)]
    [InlineData("a {{#if empty}}b", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{/if}}", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{#if empty}}{{/each}}", RenderProblemCode.Malformed, 15)]
    [InlineData("a {{customer", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{> nobody}}", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{lookup message.lines 0}}", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{#*inline \"x\"}}{{/inline}}", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{(x)}}", RenderProblemCode.Malformed, 2)]
    [InlineData("a {{__piece customer.name}}", RenderProblemCode.Malformed, 2)]
    public void Render_OfWhatIsNotAllowed_IsAProblemWithItsPlace(string source, RenderProblemCode code, int at)
    {
        var problems = new List<RenderProblem>();
        Assert.Null(Compile(source).Render(Values, problems));
        Assert.Equal((code, at), (problems[0].Code, problems[0].Position));
    }

    [Fact]
    public void Compile_OfAnEndlessPartial_SaysWhereAndHow()
    {
        var options = new HandlebarsOptions { Partials = new Dictionary<string, string> { ["head"] = "a{{> body}}", ["body"] = "b{{> head}}" } };

        var problem = OnlyProblem("Hello\n{{> head}}", options: options);

        Assert.Equal(RenderProblemCode.TooMuch, problem.Code);
        Assert.Equal(6, problem.Position);
        Assert.Contains("The partial 'head' never ends: head → body → head.", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithPartials_PutsThemIn()
    {
        var options = new HandlebarsOptions { Partials = new Dictionary<string, string> { ["line"] = "<li>{{name}}</li>", ["list"] = "<ul>{{#each message.lines}}{{> line}}{{/each}}</ul>" } };

        Assert.Equal("<ul><li>Tent</li><li>&lt;Mat&gt;</li></ul>", Render("{{> list}}", ContentPart.Html, options));
        Assert.Equal(["message.lines.*"], Compile("{{> list}}", ContentPart.Html, options).Paths);
    }

    [Fact]
    public void Render_OfAPartialWithItsContext_KnowsIt()
    {
        var options = new HandlebarsOptions { Partials = new Dictionary<string, string> { ["total"] = "{{total}} of {{@root.customer.name}}{{> sign}}", ["sign"] = "!" } };

        Assert.Equal("59,00 € of Änna <b>&\"'`!", Render("{{> total message}}", options: options));
        Assert.Equal("59,00 € of Änna <b>&\"'`!", Render("{{#with message}}{{> total}}{{/with}}", options: options));
    }

    [Fact]
    public void Compile_OfPartialsThatDouble_IsRefusedBeforeItGrows()
    {
        var partials = Enumerable.Range(0, 15).ToDictionary(i => $"p{i}", i => $"{{{{> p{i + 1}}}}}{{{{> p{i + 1}}}}}");
        partials["p15"] = "x";

        Assert.Contains(Compile("{{> p0}}", options: new() { Partials = partials }).Problems, problem => problem.Code == RenderProblemCode.TooMuch);
    }

    [Fact]
    public void Compile_OfTenThousandNestedBlocks_SaysWhereItIsTooMuch()
    {
        var problem = OnlyProblem(string.Concat(Enumerable.Repeat("{{#if empty}}", 10_000)) + string.Concat(Enumerable.Repeat("{{/if}}", 10_000)));

        Assert.Equal((RenderProblemCode.TooMuch, 32 * 13), (problem.Code, problem.Position));
    }

    [Fact]
    public void Compile_OfTenMegabytes_IsRefused() => Assert.Equal(RenderProblemCode.TooLong, OnlyProblem(new string('x', 10 * 1024 * 1024)).Code);

    [Fact]
    public void Render_OfLoopsWithinLoops_EndsWithItsBudget()
    {
        const string Loop = "{{#each @root.message.lines}}";
        var source = string.Concat(Enumerable.Repeat(Loop, 20)) + string.Concat(Enumerable.Repeat("{{/each}}", 20));

        Assert.Equal(RenderProblemCode.TooMuch, OnlyProblem(source).Code);
    }

    [Fact]
    public void Render_BeyondTheLongestResult_IsRefused() =>
        Assert.Equal(RenderProblemCode.TooLong, OnlyProblem("{{#each message.lines}}{{name}}{{/each}}", options: new() { MaxResult = 5 }).Code);

    [Fact]
    public void Render_BeyondItsTime_IsRefused()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var source = string.Concat(Enumerable.Repeat("{{message.total}} ", 500));
        var late = new LateClock();

        Assert.Equal(RenderProblemCode.TooMuch, OnlyProblem(source, options: new() { Time = late }).Code);
        Assert.NotEmpty(Render(source, options: new() { Time = clock }));
    }

    [Fact]
    public void Paths_AreThoseFromTheRoot() => Assert.Equal(
        ["message.total", "message", "customer.name", "message.lines.*"],
        Compile("{{message.total}}{{#with message}}{{total}}{{@root.customer.name}}{{#each lines}}{{name}}{{../total}}{{/each}}{{/with}}").Paths);

    [Fact]
    public void Compile_WithMarkup_SaysThatItIsNotEscaped() => Assert.Equal(
        RenderProblemCode.UnsafePlace,
        Assert.Single(new HandlebarsEngine().Compile(new TemplateSource { Text = "x", Place = default, Markup = TextMarkup.WhatsApp }).Problems).Code);

    /// <summary>Each look is a second later.</summary>
    private sealed class LateClock : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => seconds += 2;
    }
}
