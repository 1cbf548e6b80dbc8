namespace Platica.Cli.Http;

/// <summary>Sends a request again while the trouble may pass, waiting longer each time, or as long as the server asks.</summary>
internal static class Persistence
{
    private const int MostAttempts = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    /// <summary>The first answer that is not passing, else the last one.</summary>
    /// <exception cref="NoAnswerException">Nobody answered any more.</exception>
    public static async Task<HttpAnswer> SendAsync(CliHost host, Func<Task<HttpAnswer>> send, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                var answer = await send().ConfigureAwait(false);
                if (!answer.IsPassing || attempt == MostAttempts)
                {
                    return answer;
                }

                asked = answer.RetryAfter;
            }
            catch (NoAnswerException) when (attempt < MostAttempts)
            {
                // It may be there again in a moment.
            }

            await Task.Delay(Between(asked ?? wait, wait), host.Clock, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Never sooner than asked for; somebody who asks for nothing, again and again, is not asked without end.</summary>
    private static TimeSpan Between(TimeSpan asked, TimeSpan wait) => asked < wait ? wait : asked > LongestAsked ? LongestAsked : asked;
}
