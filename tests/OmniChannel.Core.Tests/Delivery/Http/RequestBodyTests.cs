using System.Net;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Delivery.Http;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task Body_Sent_IsItsBytesAndItsType()
    {
        using var body = new RequestBody("{}"u8.ToArray(), "application/json; charset=utf-8");

        Assert.Equal((2L, "application/json", "utf-8"), (body.Headers.ContentLength, body.Headers.ContentType!.MediaType, body.Headers.ContentType.CharSet));
        Assert.Equal("{}", await body.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Body_WithoutAType_IsRefused() => Assert.Throws<ArgumentException>(() => new RequestBody(ReadOnlyMemory<byte>.Empty, " "));

    [Theory]
    [InlineData(false, AttemptResult.NotSent)]
    [InlineData(true, AttemptResult.Unknown)]
    public async Task Send_FailedBeforeOrAfterTheBodyWasAskedFor_IsNotSentOrUnknown(bool afterBody, AttemptResult expected)
    {
        using var client = new HttpClient(new Breaking(afterBody));
        var adapter = new BodyAdapter(client);

        Assert.Equal(expected, (await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task Send_TheSameBodyAgain_HasNotBeenAskedForYet()
    {
        using var client = new HttpClient(new Breaking(afterBody: false, answers: 1));
        var adapter = new BodyAdapter(client) { Again = true };

        Assert.Equal(AttemptResult.NotSent, (await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken)).Result);
    }

    /// <summary>Answers 401 some times, reading the body, and breaks then: before or after it asks for the body.</summary>
    private sealed class Breaking(bool afterBody, int answers = 0) : HttpMessageHandler
    {
        private int _left = answers;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (afterBody || _left > 0)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            return _left-- > 0 ? new(HttpStatusCode.Unauthorized) { RequestMessage = request } : throw new HttpRequestException("broken");
        }
    }

    [Fact]
    public async Task Dispose_OfASentBody_GivesTheMemoryBack_AndItIsReadNoMore()
    {
        var memory = new Lent("text");
        var body = new RequestBody(memory, "text/plain");

        Assert.Equal("text", await body.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(memory.IsBack);
        body.Dispose();
        body.Dispose();

        Assert.True(memory.IsBack);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    /// <summary>A call that was given up may still be writing: memory that somebody else had by then would send their words.</summary>
    [Fact]
    public async Task Dispose_WhileTheBytesAreOnTheirWay_KeepsTheMemoryFromEverybody()
    {
        var memory = new Lent("text");
        var body = new RequestBody(memory, "text/plain");
        using var slow = new SlowStream();
        var writing = body.CopyToAsync(slow, TestContext.Current.CancellationToken);

        body.Dispose();
        Assert.False(memory.IsBack);
        slow.Gate.SetResult();
        await writing;

        Assert.False(memory.IsBack);
        Assert.Equal("text", slow.Written);
    }

    private sealed class Lent(string text) : System.Buffers.IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = System.Text.Encoding.UTF8.GetBytes(text);

        public bool IsBack { get; private set; }

        public void Dispose()
        {
            Assert.False(IsBack);
            IsBack = true;
        }
    }

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Gate { get; } = new();

        public string Written => System.Text.Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Gate.Task;
            Write(buffer.Span);
        }
    }

    private sealed class BodyAdapter(HttpClient client) : HttpChannelAdapter(TestHttpAdapter.Settings, client, TimeProvider.System)
    {
        private readonly Lazy<RequestBody> _body = new(static () => new RequestBody("text"u8.ToArray(), "text/plain"));

        public bool Again { get; init; }

        public override AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(Request());

        protected override ValueTask<BuiltRequest?> FollowUpAsync(HttpAnswer answer, OutgoingMessage message, int sent, CancellationToken cancellationToken) => new(Again ? Request() : (BuiltRequest?)null);

        private HttpRequestMessage Request() => new(HttpMethod.Post, "https://provider.example/") { Content = _body.Value };
    }
}
