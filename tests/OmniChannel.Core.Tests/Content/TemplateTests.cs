using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Content;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{", "never closed")]
    [InlineData("a {{b", "never closed")]
    [InlineData("{{}}", "names no path")]
    [InlineData("{{  }}", "names no path")]
    [InlineData("{{{a}}}", "Unescaped")]
    [InlineData("{{&a}}", "Unescaped")]
    [InlineData("{{#if a}}x{{a}}", "section")]
    [InlineData("{{/if}}", "section")]
    [InlineData("{{^a}}", "section")]
    [InlineData("{{> part}}", "section")]
    [InlineData("{{! note}}", "section")]
    [InlineData("{{a b}}", "not a path")]
    [InlineData("{{a..b}}", "not a path")]
    [InlineData("{{.a}}", "not a path")]
    [InlineData("{{a.}}", "ends with a dot")]
    [InlineData("{{ä}}", "not a path")]
    [InlineData("{{a{{b}}", "not a path")]
    public void Parse_WhatIsNoPath_IsAProblemAtItsPosition(string source, string says)
    {
        var template = Template.Parse("12 " + source, default);
        var problem = Assert.Single(template.Problems);
        Assert.Equal(RenderProblemCode.Malformed, problem.Code);
        Assert.Equal(3 + source.IndexOf("{{", StringComparison.Ordinal), problem.Position);
        Assert.Contains(says, problem.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("} }} { {a} }}")]
    [InlineData("@media{a{b:c}}")]
    public void Parse_NoTag_IsLiteral(string source)
    {
        var template = Template.Parse(source, default);
        Assert.Empty(template.Problems);
        Assert.Equal(source, template.Render(new Dictionary<string, string>(), []));
    }

    [Theory]
    [InlineData("<script>var a='{{a}}'</script>", "inside <script>")]
    [InlineData("<STYLE>p{color:red}{{a}}</STYLE>", "inside <STYLE>")]
    [InlineData("<script></scriptx>{{a}}</script>", "inside <script>")]
    [InlineData("<p class={{a}}>", "'class' without quotes")]
    [InlineData("<p class=x{{a}}>", "'class' without quotes")]
    [InlineData("<p {{a}}>", "inside a tag")]
    [InlineData("<{{a}}>", "inside a tag")]
    [InlineData("<p class=\"x\" {{a}}>", "inside a tag")]
    [InlineData("<p class='x' title={{a}}>", "'title' without quotes")]
    [InlineData("<script type=\"text/javascript\">{{a}}</script>", "inside <script>")]
    [InlineData("<p{{a}}>", "inside a tag")]
    [InlineData("<p class{{a}}=''>", "inside a tag")]
    [InlineData("<p onclick=\"go('{{a}}')\">", "'onclick'")]
    [InlineData("<p style='color:{{a}}'>", "'style'")]
    [InlineData("<img srcset=\"{{a}} 2x\">", "'srcset'")]
    [InlineData("<!DOCTYPE {{a}}>", "inside a tag")]
    public void Parse_HtmlSpotThatNoEscapingSaves_IsAProblem(string source, string says)
    {
        var problem = Template.Parse(source, ContentPlace.Of(ContentPart.Html)).Problems[0];
        Assert.Equal(RenderProblemCode.UnsafePlace, problem.Code);
        Assert.Contains(says, problem.Problem, StringComparison.Ordinal);
        Assert.Equal(source.IndexOf("{{", StringComparison.Ordinal), problem.Position);
    }

    [Theory]
    [InlineData("<p>{{a}}</p>")]
    [InlineData("<p title=\"{{a}}\" class='x {{a}}'>")]
    [InlineData("<script>if(a<b){}</script><p>{{a}}")]
    [InlineData("<!-- a > b --><p>{{a}}</p>")]
    [InlineData("<!--[if mso]><p>{{a}}</p><![endif]-->{{a}}")]
    [InlineData("<br/>{{a}}<br />{{a}}<input disabled>{{a}}<input disabled value=x>{{a}}<a href=/x/>{{a}}")]
    [InlineData("5 < 6 {{a}} <3 {{a}}")]
    [InlineData("<!DOCTYPE html><html><head><title>{{a}}</title></head><body>{{a}}</body></html>")]
    public void Parse_HtmlSpotThatIsSafe_Passes(string source)
    {
        var template = Template.Parse(source, ContentPlace.Of(ContentPart.Html));
        Assert.Empty(template.Problems);
        Assert.Equal(source.Replace("{{a}}", "&lt;", StringComparison.Ordinal), template.Render(new Dictionary<string, string> { ["a"] = "<" }, []));
    }

    [Theory]
    [InlineData("<p class=\"x")]
    [InlineData("<p>x</p")]
    [InlineData("<!-- x")]
    public void Parse_HtmlThatEndsInsideATag_IsAProblem(string source) =>
        Assert.Equal(RenderProblemCode.Malformed, Assert.Single(Template.Parse(source, ContentPlace.Of(ContentPart.Html)).Problems).Code);

    [Theory]
    [InlineData(ContentPart.Subject, "a\nb", 1)]
    [InlineData(ContentPart.Subject, "a\r\nBcc: x", 1)]
    [InlineData(ContentPart.Text, "a\nb\t\u0000", 4)]
    [InlineData(ContentPart.Html, "\u001b", 0)]
    public void Parse_ControlCharacterInTheTemplate_IsAProblem(ContentPart part, string source, int position)
    {
        var problem = Assert.Single(Template.Parse(source, ContentPlace.Of(part)).Problems);
        Assert.Equal((RenderProblemCode.ControlCharacter, position), (problem.Code, problem.Position!.Value));
    }

    [Fact]
    public void Parse_SourceAtTheBound_PassesAndBeyondIsAProblem()
    {
        Assert.Empty(Template.Parse(new string('a', Template.MaxSource), default).Problems);
        Assert.Equal(RenderProblemCode.TooLong, Assert.Single(Template.Parse(new string('a', Template.MaxSource + 1), default).Problems).Code);
    }

    [Fact]
    public void Parse_HostileSourceOfFullSize_StaysBounded()
    {
        foreach (var unit in new[] { "{{", "{{a", "{{{", "<", "<!--", "<a ", "<script>", "</", "=", "\"", "{{x}}" })
        {
            var source = string.Concat(Enumerable.Repeat(unit, Template.MaxSource / unit.Length));
            foreach (var part in new[] { ContentPart.Text, ContentPart.Html, ContentPart.Link, ContentPart.Subject })
            {
                var template = Template.Parse(source, ContentPlace.Of(part));
                var problems = new List<RenderProblem>();
                template.Render(new Dictionary<string, string>(), problems);
                Assert.InRange(template.Problems.Count, 0, Template.MaxProblems);
                Assert.InRange(problems.Count, 0, Template.MaxProblems);
            }
        }
    }

    [Fact]
    public void Render_AnyValueInHtml_NeverYieldsMarkup() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
        {
            var html = Template.Parse("<p title='{{a}}'>{{a}}</p>", ContentPlace.Of(ContentPart.Html))
                .Render(new Dictionary<string, string> { ["a"] = value ?? "" }, [])!;
            var inner = html["<p title='".Length..^"</p>".Length];
            var cut = inner.IndexOf("'>", StringComparison.Ordinal);
            return inner[..cut].IndexOfAny(['<', '>', '"', '\'', '`']) < 0 && inner[(cut + 2)..].IndexOfAny(['<', '>', '"', '\'', '`']) < 0
                && System.Net.WebUtility.HtmlDecode(inner[..cut]) == Template.Parse("{{a}}", default).Render(new Dictionary<string, string> { ["a"] = value ?? "" }, []);
        }));

    [Fact]
    public void Render_AnyValueInSubject_HasNoControlCharacter() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
            !Template.Parse("Hi {{a}}!", ContentPlace.Of(ContentPart.Subject)).Render(new Dictionary<string, string> { ["a"] = value ?? "" }, [])!.Any(char.IsControl)));

    [Fact]
    public void Render_AnyValueInLink_LeavesTheHostAlone() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
        {
            var link = Template.Parse("https://shop.example/p?x={{a}}", ContentPlace.Of(ContentPart.Link)).Render(new Dictionary<string, string> { ["a"] = value ?? "" }, [])!;
            return ContentAddress.TryParse(link, out var address, out _) && address.Host == "shop.example" && address.Fragment.Length == 0;
        }));
}
