using System.Globalization;
using EmbeddedShop;
using OmniChannel;

// A small shop. What OmniChannel adds to it stands between the marks: forty lines at most, counted by a test.
var builder = WebApplication.CreateBuilder(args);
var shop = new Shop();

// omnichannel:begin
builder.Services.AddOmniChannel(builder.Configuration)
    .AddSqlite()
    .AddDevelopmentChannel()
    .AddCampaign(Told("cart-reminder", Mail("Still yours, {{customer.name}}", "{{message.items}} for {{message.total}} EUR wait in your cart.")))
    .AddCampaign(Told("receipt", Mail("Your order {{message.order}}", "Thank you, {{customer.name}}! {{message.items}}: {{message.total}} EUR.")))
    .AddCampaign(Told("help", Mail("Stuck?", "Tell us where, and we answer today."), new Variant { Channel = Channel.LiveChat, Text = "Hello {{customer.name}}, can I help?" }))
    .UseAgents(channel => channel == Channel.LiveChat ? shop.FreeAgents : 0);
builder.Services.AddHealthChecks().AddOmniChannel();
static Campaign Told(string name, params Variant[] variants) => new() { Id = new CampaignId(name), Name = name, Variants = variants };
static Variant Mail(string subject, string text) => new() { Channel = Channel.Email, Subject = subject, Text = text };
// omnichannel:end

var app = builder.Build();

// omnichannel:begin
var (omni, clock) = (app.Services.GetRequiredService<IChannelOrchestrator>(), app.Services.GetRequiredService<TimeProvider>());
app.MapHealthChecks("/health");
#region WayOut
app.MapPost("/u/{token}", async (string token, HttpRequest request) => Results.StatusCode((int)await omni.UnsubscribeAsync(token, request.Body)));
#endregion
ValueTask<List<string>> HistoryAsync(Shopper who) => omni.ReadTimelineAsync(new CustomerId(who.Id)).Select(entry => entry.Summary).ToListAsync();
ValueTask<RecordResult> MetAsync(Shopper who) => omni.SaveAsync(new CustomerProfile
{
    Id = new CustomerId(who.Id), Name = who.Name, TimeZone = "Europe/Berlin", ContactPoints = [ContactPoint.Email(who.Email)],
    Consents = [Owed(who, Purpose.Service, Channel.LiveChat), Owed(who, Purpose.Service, Channel.Email), Owed(who, Purpose.Transactional, Channel.Email),
        .. who.WantsOffers ? [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, who.Since, "sign-up form")] : Array.Empty<ConsentRecord>()],
});
static ConsentRecord Owed(Shopper who, Purpose purpose, Channel channel) => ConsentRecord.Contract(purpose, channel, who.Since, "terms of the shop");
Task<string> LeftAsync(string step, Shopper who, Cart cart) => TellAsync(step, who, TouchpointType.CartLeft, "cart-reminder", Purpose.Marketing, cart);
Task<string> BoughtAsync(string step, Shopper who, Order order) => TellAsync(step, who, TouchpointType.Purchased, "receipt", Purpose.Transactional, order.Cart, order.Number);
Task<string> StuckAsync(string step, Shopper who, Cart cart) => TellAsync(step, who, TouchpointType.SiteVisited, "help", Purpose.Service, cart);
async Task<string> TellAsync(string step, Shopper who, TouchpointType what, string campaign, Purpose purpose, Cart cart, string order = "")
{
    var seen = new Touchpoint { Source = "/shop", Id = step, Type = what, Customer = new CustomerId(who.Id), At = clock.GetUtcNow(), Channel = Channel.Website, Device = DeviceKind.Desktop };
    await omni.RecordAsync(seen with { Amount = Money.Of(cart.Total, "EUR") });
    var data = new Dictionary<string, string> { ["items"] = cart.Names, ["total"] = cart.Total.ToString(CultureInfo.InvariantCulture), ["order"] = order };
    return await omni.SendAsync(new Message { Campaign = new CampaignId(campaign), Purpose = purpose, Data = data }, seen.Customer) switch
    {
        SendResult.Queued sent => $"{campaign}: by {sent.Decision?.Choice?.Channel}, now.",
        SendResult.Deferred later => $"{campaign}: by {later.Decision?.Choice?.Channel}, at {later.Until:u}.",
        SendResult.Skipped none => $"{campaign}: not sent. {none.Decision.WhyNot(Channel.Email)}",
        var refused => $"{campaign}: {refused}",
    };
}
// omnichannel:end

Shopper? Who(HttpContext http) => shop.FindShopper(http.Request.Cookies["shopper"]);
static IResult Html(string page) => Results.Content(page, "text/html; charset=utf-8");

app.MapGet("/", async (HttpContext http, CancellationToken stop) => Html(Page.Of(shop, Who(http), Who(http) is { } who ? await HistoryAsync(who) : [])));

app.MapPost("/login/{id}", async (HttpContext http, string id) =>
{
    if (shop.FindShopper(id) is not { } who)
    {
        return Results.NotFound();
    }

    http.Response.Cookies.Append("shopper", who.Id);
    await MetAsync(who);
    return Results.Redirect("/");
});

app.MapPost("/cart/{id}", (HttpContext http, string id) =>
{
    if (Who(http) is not { } who || shop.FindProduct(id) is not { } product)
    {
        return Results.NotFound();
    }

    shop.Put(who, product);
    return Results.Redirect("/");
});

app.MapPost("/leave", async (HttpContext http) => Who(http) switch
{
    { } who when shop.CartOf(who) is { Items.Count: > 0 } cart => Html(Page.Told(await LeftAsync(http.TraceIdentifier, who, cart))),
    _ => Results.Redirect("/"),
});

app.MapPost("/checkout", async (HttpContext http) => Who(http) is { } who && shop.CheckOut(who) is { } order
    ? Html(Page.Told(await BoughtAsync(http.TraceIdentifier, who, order)))
    : Results.Redirect("/"));

app.MapPost("/help", async (HttpContext http) => Who(http) is { } who
    ? Html(Page.Told(await StuckAsync(http.TraceIdentifier, who, shop.CartOf(who))))
    : Results.Redirect("/"));

app.MapPost("/agents/{free:int}", (int free) =>
{
    shop.FreeAgents = free;
    return Results.Redirect("/");
});

await app.RunAsync();
