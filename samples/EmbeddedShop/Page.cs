using System.Globalization;
using System.Net;
using System.Text;

namespace EmbeddedShop;

/// <summary>The one page of the shop.</summary>
internal static class Page
{
    public static string Of(Shop shop, Shopper? shopper, IEnumerable<string> history)
    {
        var html = new StringBuilder("""
            <!doctype html><meta charset="utf-8"><title>A small shop</title>
            <style>body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}form{display:inline}li{margin:.2rem 0}code{color:#555}</style>
            <h1>A small shop</h1>
            """);
        if (shopper is null)
        {
            html.Append("<p>Who are you?</p>");
            foreach (var known in shop.Shoppers)
            {
                html.Append(Button($"/login/{known.Id}", $"I am {known.Name}"));
            }

            return html.ToString();
        }

        var cart = shop.CartOf(shopper);
        html.Append(CultureInfo.InvariantCulture, $"<p>Hello {Text(shopper.Name)}. In your cart: {Text(cart.Items.Count == 0 ? "nothing yet" : $"{cart.Names} ({cart.Total} EUR)")}.</p><ul>");
        foreach (var product in shop.Products)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{Text(product.Name)}, {product.Price} EUR {Button($"/cart/{product.Id}", "Into the cart")}</li>");
        }

        html.Append("</ul>").Append(Button("/checkout", "Buy")).Append(Button("/help", "I am stuck")).Append(Button("/leave", "Leave the shop"))
            .Append(CultureInfo.InvariantCulture, $"<p>Free agents at the help desk: {shop.FreeAgents} {Button("/agents/0", "All busy")} {Button("/agents/1", "One free")}</p>")
            .Append("<h2>What happened between us</h2><ul>");
        foreach (var line in history)
        {
            html.Append("<li>").Append(Text(line)).Append("</li>");
        }

        return html.Append("</ul>").ToString();
    }

    /// <summary>What a step led to, with a way back.</summary>
    public static string Told(string what) => $"<!doctype html><meta charset=\"utf-8\"><title>A small shop</title><p>{Text(what)}</p><p><a href=\"/\">Back to the shop</a></p>";

    private static string Button(string action, string label) => $"<form method=\"post\" action=\"{action}\"><button>{Text(label)}</button></form> ";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
