using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>Cuts a list into stretches, at films of the sample.</summary>
internal sealed class SampleWalk
{
    private readonly MovieFilter _filter;
    private readonly MovieOrder _order;
    private readonly KeyWindow _whole;
    private readonly double _weight;
    private readonly IReadOnlyList<(CataloguePosition Position, SampledFilm Film)> _films;
    private CataloguePosition? _after;
    private int _next;

    public SampleWalk(CatalogueSample sample, MovieFilter filter, MovieOrder order, KeyWindow whole)
    {
        (_filter, _order, _whole, _weight, _after) = (filter, order, whole, sample.Weight, whole.After);
        _films = sample.SortedBy(order.Key);
        _next = whole.After is { } after ? CountUpTo(after) : 0;
        IsAtEnd = whole.IsEmpty(order);
    }

    /// <summary>Whether the last stretch has been given.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The stretch behind the last one that holds so many matching films, as far as the sample can tell.</summary>
    /// <returns>The stretch, and how many films there may be in it, matching or not.</returns>
    public (KeyWindow Window, double Films) Next(double matching)
    {
        var (found, passed) = (0.0, 0);
        while (found < matching && _next < _films.Count)
        {
            var (position, film) = At(_next);
            if (_whole.UpTo is { } end && _order.Compare(position, end) >= 0)
                break;
            _next++;
            passed++;
            if (_filter.Matches(film.Keys))
                found += _weight;
            if (found >= matching)
            {
                var window = new KeyWindow(_after, position);
                _after = position;
                return (window, passed * _weight);
            }
        }

        IsAtEnd = true;
        return (new(_after, _whole.UpTo), passed * _weight);
    }

    private (CataloguePosition Position, SampledFilm Film) At(int place) => _films[_order.IsDescending ? _films.Count - 1 - place : place];

    /// <summary>How many films of the sample are up to a position.</summary>
    private int CountUpTo(CataloguePosition position)
    {
        var (low, high) = (0, _films.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_order.Compare(At(middle).Position, position) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
