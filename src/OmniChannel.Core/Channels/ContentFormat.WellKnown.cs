namespace OmniChannel;

/// <content>The forms of content on the channels whose definitions ship.</content>
public readonly partial record struct ContentFormat
{
    /// <summary>A message to one person.</summary>
    public static ContentFormat Message { get; } = new("message");

    /// <summary>A newsletter: several topics in one e-mail.</summary>
    public static ContentFormat Newsletter { get; } = new("newsletter");

    /// <summary>A notification on a device.</summary>
    public static ContentFormat Notification { get; } = new("notification");

    /// <summary>A strip on a page.</summary>
    public static ContentFormat Banner { get; } = new("banner");

    /// <summary>A box over a page.</summary>
    public static ContentFormat PopUp { get; } = new("pop-up");

    /// <summary>A post in a feed.</summary>
    public static ContentFormat Post { get; } = new("post");

    /// <summary>A picture.</summary>
    public static ContentFormat Photo { get; } = new("photo");

    /// <summary>Several pictures or pages to leaf through.</summary>
    public static ContentFormat Carousel { get; } = new("carousel");

    /// <summary>A post that is gone after a day.</summary>
    public static ContentFormat Story { get; } = new("story");

    /// <summary>A video.</summary>
    public static ContentFormat Video { get; } = new("video");

    /// <summary>A short upright video.</summary>
    public static ContentFormat ShortVideo { get; } = new("short-video");

    /// <summary>A broadcast in real time.</summary>
    public static ContentFormat LiveStream { get; } = new("live-stream");

    /// <summary>A filter of augmented reality.</summary>
    public static ContentFormat Lens { get; } = new("lens");

    /// <summary>A long text.</summary>
    public static ContentFormat Article { get; } = new("article");

    /// <summary>A question with given answers.</summary>
    public static ContentFormat Poll { get; } = new("poll");

    /// <summary>A conversation with a person.</summary>
    public static ContentFormat Conversation { get; } = new("conversation");

    /// <summary>A talk, a demonstration.</summary>
    public static ContentFormat Talk { get; } = new("talk");

    /// <summary>A television spot.</summary>
    public static ContentFormat Spot { get; } = new("spot");

    /// <summary>A poster.</summary>
    public static ContentFormat Poster { get; } = new("poster");

    /// <summary>A leaflet or catalogue.</summary>
    public static ContentFormat Leaflet { get; } = new("leaflet");

    /// <summary>A printed code that leads somewhere.</summary>
    public static ContentFormat PrintedCode { get; } = new("printed-code");

    /// <summary>A paid text among search results.</summary>
    public static ContentFormat TextAd { get; } = new("text-ad");
}
