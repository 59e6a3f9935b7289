namespace OmniChannel.Tests.Content;

public sealed class ContentRendererTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["profile.name"] = "Änna <b>&\"'`",
        ["message.cart.total"] = "59,00 €",
        ["message.cart.link"] = "https://shop.example/cart?a=1&b=2",
        ["message.sku"] = "a b/c&d=e",
        ["lines"] = "one\r\ntwo\rthree\u0007\u0085\tend\n",
        ["lone"] = "x\uD800y",
        ["empty"] = "",
        ["evil"] = "javascript:alert(1)",
    };

    private static Variant New(string text = "t") => new() { Channel = Channel.Email, Text = text };

    private static RenderedContent Rendered(Variant variant)
    {
        var result = ContentRenderer.Render(variant, Values);
        Assert.True(result.Content is not null, result.ToString());
        Assert.Empty(result.Problems);
        return result.Content;
    }

    private static RenderProblem OnlyProblem(Variant variant)
    {
        var result = ContentRenderer.Render(variant, Values);
        Assert.Null(result.Content);
        return Assert.Single(result.Problems);
    }

    [Fact]
    public void Render_PathInText_LeavesTheValueAsItIs() =>
        Assert.Equal("Hi Änna <b>&\"'`, 59,00 €!", Rendered(New("Hi {{profile.name}}, {{ message.cart.total }}!")).Text);

    [Fact]
    public void Render_PathInHtml_EscapesForTextAndQuotedAttribute()
    {
        const string Safe = "Änna &lt;b&gt;&amp;&quot;&#39;&#96;";
        Assert.Equal(
            $"<p title=\"{Safe}\" alt='{Safe}'>{Safe}</p><!-- {Safe} -->",
            Rendered(New() with { Html = "<p title=\"{{profile.name}}\" alt='{{profile.name}}'>{{profile.name}}</p><!-- {{profile.name}} -->" }).Html);
    }

    [Fact]
    public void Render_PathInSubject_NeverBreaksTheLine()
    {
        Assert.Equal("one two three end", Rendered(New() with { Subject = "{{lines}}" }).Subject);
        Assert.Equal("x y", Rendered(New() with { Buttons = ["x{{nl}}y"] }, ("nl", "\u2028\r\n\u2029")).Buttons[0]);
    }

    private static RenderedContent Rendered(Variant variant, (string Path, string Value) value) =>
        ContentRenderer.Render(variant, new Dictionary<string, string> { [value.Path] = value.Value }).Content!;

    [Fact]
    public void Render_ControlCharactersInText_KeepsOnlyLineFeedAndTab() =>
        Assert.Equal("one\ntwo\nthree\tend\n", Rendered(New("{{lines}}")).Text);

    [Fact]
    public void Render_LoneSurrogate_BecomesTheReplacementCharacter()
    {
        var content = Rendered(New("{{lone}} \U0001F600") with { Html = "{{lone}}", Subject = "{{lone}}", Link = "https://a.example/{{lone}}" });
        Assert.Equal("x\uFFFDy \U0001F600", content.Text);
        Assert.Equal("x\uFFFDy", content.Html);
        Assert.Equal("x\uFFFDy", content.Subject);
        Assert.Equal("https://a.example/x%EF%BF%BDy", content.Link!.AbsoluteUri);
    }

    [Fact]
    public void Render_PathInLink_IsPercentEncoded() => Assert.Equal(
        "https://shop.example/p/a%20b%2Fc%26d%3De?q=a%20b%2Fc%26d%3De",
        Rendered(New() with { Link = "https://shop.example/p/{{message.sku}}?q={{message.sku}}" }).Link!.AbsoluteUri);

    [Fact]
    public void Render_PathAtTheStartOfALink_IsTheAddressItself()
    {
        var content = Rendered(New() with { Link = " {{message.cart.link}}&c={{message.sku}} ", Image = "{{message.cart.link}}" });
        Assert.Equal("https://shop.example/cart?a=1&b=2&c=a%20b%2Fc%26d%3De", content.Link!.AbsoluteUri);
        Assert.Equal("https://shop.example/cart?a=1&b=2", content.Image!.AbsoluteUri);
    }

    [Fact]
    public void Render_AddressInHtmlAttribute_IsCheckedAtItsStartAndEncodedBehind()
    {
        Assert.Equal(
            "<a href=\"https://shop.example/cart?a=1&amp;b=2\">x</a><img src='https://a.example/a%20b%2Fc%26d%3De'>",
            Rendered(New() with { Html = "<a href=\"{{message.cart.link}}\">x</a><img src='https://a.example/{{message.sku}}'>" }).Html);
        Assert.Equal(RenderProblemCode.NotAnAddress, OnlyProblem(New() with { Html = "<a href=' {{evil}}'>x</a>" }).Code);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("https://user@shop.example/")]
    [InlineData("/cart")]
    [InlineData("cart")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://shop.example/a b")]
    [InlineData("https://{{message.sku}}.example/")]
    [InlineData("{{evil}}")]
    [InlineData("{{lines}}")]
    [InlineData("{{empty}}")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//shop.example/")]
    public void Render_LinkThatIsNoHttpsAddress_IsAProblem(string link)
    {
        var problems = ContentRenderer.Render(New() with { Link = link }, Values).Problems;
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal((RenderProblemCode.NotAnAddress, "link"), (problem.Code, problem.Place.ToString())));
        Assert.Null(ContentRenderer.Render(New() with { Link = link }, Values).Content);
    }

    [Theory]
    [InlineData("http://localhost:5000/cart")]
    [InlineData("http://127.0.0.1/cart")]
    [InlineData("HTTPS://shop.example")]
    public void Render_LinkThatIsAllowed_Passes(string link) => Assert.NotNull(Rendered(New() with { Link = link }).Link);

    [Fact]
    public void Render_UnknownPaths_AreNamedTogetherWithPlaceAndSuggestion()
    {
        var result = ContentRenderer.Render(
            New("Hi {{profile.nme}}") with { Subject = "{{Profile.Name}}", Html = "<p>{{zzzzzzzz}}", Link = "https://a.example/{{message.sku2}}", Buttons = ["ok", "{{nope.nope}}"] }, Values);
        Assert.Null(result.Content);
        Assert.Equal(
            [("subject", 0, "Profile.Name", "profile.name"), ("text", 3, "profile.nme", "profile.name"), ("html", 3, "zzzzzzzz", null), ("link", 18, "message.sku2", "message.sku"), ("button 2", 0, "nope.nope", null)],
            result.Problems.Select(problem => (problem.Place.ToString(), problem.Position!.Value, problem.Path!, problem.Suggestion)));
        Assert.All(result.Problems, problem => Assert.Equal(RenderProblemCode.UnknownPath, problem.Code));
        Assert.Equal("text, character 4: There is no value for {{profile.nme}}; did you mean {{profile.name}}?", result.Problems[1].ToString());
    }

    [Fact]
    public void Render_Problem_NeverHoldsAValue()
    {
        var result = ContentRenderer.Render(New() with { Link = "{{evil}}", Html = "<a href='{{evil}}'>" }, Values);
        Assert.Equal(2, result.Problems.Count);
        Assert.DoesNotContain("alert", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ValueThatLooksLikeATemplate_IsNotRenderedAgain() =>
        Assert.Equal("{{profile.name}}", Rendered(New("{{x}}"), ("x", "{{profile.name}}")).Text);

    [Fact]
    public void Render_ResultBeyondTheBound_IsAProblem()
    {
        var variant = New(string.Concat(Enumerable.Repeat("{{x}}", 300)));
        var values = new Dictionary<string, string> { ["x"] = new('a', 4000) };
        Assert.Equal(RenderProblemCode.TooLong, Assert.Single(ContentRenderer.Render(variant, values).Problems).Code);
    }

    [Fact]
    public void Compile_SameVariant_IsParsedOnce()
    {
        var variant = New("{{a}} {{b}} {{a}}") with { Subject = "{{c}}" };
        Assert.Same(ContentRenderer.Compile(variant), ContentRenderer.Compile(variant));
        Assert.Equal(["c", "a", "b"], ContentRenderer.Compile(variant).Paths);
        Assert.Empty(ContentRenderer.Compile(variant).Problems);
    }
}
