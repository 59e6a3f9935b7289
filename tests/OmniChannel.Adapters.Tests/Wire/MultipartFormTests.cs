using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Wire;

public sealed class MultipartFormTests
{
    private const string Type = "multipart/form-data; boundary=xYzZY";

    [Fact]
    public async Task Read_WhatTheFrameworkWrites_IsTheSame()
    {
        byte[] binary = [0, 13, 10, 45, 45, 255, 13, 10, 13, 10];
        using var form = new MultipartFormDataContent("a b'()+_,-./:=?")
        {
            { new StringContent("Hello\r\n--a b\r\n"), "text" },
            { new StringContent(""), "empty" },
            { new StringContent("ü 👢"), "\"subject\"" },
            { new ByteArrayContent(binary), "attachment1", "boot;s=1.png" },
        };
        var read = MultipartForm.Read(form.Headers.ContentType!.ToString(), await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(["text", "empty", "subject", "attachment1"], read.Parts.Select(part => part.Name));
        Assert.Equal(("Hello\r\n--a b\r\n", "", "ü 👢", null, null), (read.Text("text"), read.Text("empty"), read.Text("subject"), read.Text("attachment1"), read.Text("none")));
        Assert.Equal(binary, read.Parts[3].Content.ToArray());
        Assert.Equal("boot;s=1.png", read.Parts[3].FileName);
    }

    [Fact]
    public void Read_WhatOnlyLooksLikeTheBoundary_IsContent() =>
        Assert.Equal("a\r\n--xYzZYa\r\n--xYzZY b\r\n--xYzZ\r\n-xYzZY--", Read("--xYzZY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\na\r\n--xYzZYa\r\n--xYzZY b\r\n--xYzZ\r\n-xYzZY--\r\n--xYzZY--\r\n")!.Text("t"));

    [Theory]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=t\r\n\r\nv\r\n--xYzZY--", "v")]
    [InlineData("ignored\r\n--xYzZY  \t\r\ncontent-disposition:form-data;x=1;NAME=t\r\nX: y\r\n\r\nv\r\n--xYzZY--\r\nignored", "v")]
    [InlineData("\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n\r\n--xYzZY--", "")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n--xYzZY--", "")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"t\\\"\"\r\n\r\nv\r\n--xYzZY--", null)]
    [InlineData("--xYzZY--", null)]
    public void Read_AForm_GivesItsField(string body, string? expected)
    {
        var form = Read(body);

        Assert.NotNull(form);
        Assert.Equal(expected, form.Text("t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--xYzZY")]
    [InlineData("--xYzZY\r\n")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nv\r\n--xYzZY\r\n")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nv\r\n--xYzZ--")]
    [InlineData("--xYzZY\r\nContent-Disposition: form-data\r\n\r\nv\r\n--xYzZY--")]
    [InlineData("--xYzZY\r\nContent-Disposition: attachment; name=\"t\"\r\n\r\nv\r\n--xYzZY--")]
    [InlineData("--xYzZY\r\n\r\nv\r\n--xYzZY--")]
    [InlineData("--xYzZY\nContent-Disposition: form-data; name=\"t\"\n\nv\n--xYzZY--")]
    [InlineData("t=v")]
    public void Read_NoWholeForm_IsNone(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData(null)]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"xYzZY\r\n\"")]
    [InlineData("multipart/mixed; boundary=xYzZY")]
    [InlineData("multipart/form-data; boundary=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrs")]
    public void Read_AnotherType_IsNone(string? type) =>
        Assert.Null(MultipartForm.Read(type, "--xYzZY\r\nContent-Disposition: form-data; name=t\r\n\r\nv\r\n--xYzZY--"u8.ToArray()));

    [Theory]
    [InlineData(1_000, 10, true)]
    [InlineData(1_001, 10, false)]
    [InlineData(1, 8_100, true)]
    [InlineData(1, 8_200, false)]
    public void Read_MoreThanThereMayBe_IsNone(int parts, int header, bool isForm)
    {
        var body = new StringBuilder();
        for (var part = 0; part < parts; part++)
        {
            body.Append("--xYzZY\r\nContent-Disposition: form-data; name=t\r\nX: ").Append('x', header).Append("\r\n\r\nv\r\n");
        }

        Assert.Equal(isForm, Read(body.Append("--xYzZY--").ToString()) is not null);
    }

    [Fact]
    public void Read_TwentyMegabytesOfAlmostBoundaries_LooksAtEachByteOnce()
    {
        var almost = string.Concat(Enumerable.Repeat("\r\n--xYzZY \t \t \t \tx", 1_000_000));
        var form = Read("--xYzZY\r\nContent-Disposition: form-data; name=t\r\n\r\n" + almost + "\r\n--xYzZY--");

        Assert.Equal(almost.Length, form!.Find("t")!.Value.Length);
    }

    [Fact]
    public void Read_Spoilt_IsAFormOrNone()
    {
        const string real = "--xYzZY\r\nContent-Disposition: form-data; name=\"headers\"\r\n\r\nFrom: a@b.example\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"attachment1\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\0\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHello: there\r\n--xYzZY--\r\n";
        var (read, none) = (0, 0);
        foreach (var body in Mutations.Of(real, 5_000, seed: 71))
        {
            var form = MultipartForm.Read(Type, body);
            _ = form is null ? none++ : read++;
            Assert.All(form?.Parts ?? [], part => Assert.True(part.Name.Length > 0 && part.Content.Length <= body.Length));
        }

        Assert.True(read > 500 && none > 500, $"{read} read, {none} none: the spoilt bodies are not of both kinds.");
    }

    private static MultipartForm? Read(string body) => MultipartForm.Read(Type, Encoding.UTF8.GetBytes(body));
}
