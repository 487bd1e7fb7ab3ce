using FilmStreaming.MovieApi.Discovery.Filters;
using FilmStreaming.MovieApi.Movies;

namespace FilmStreaming.MovieApi.Discovery.Planning;

/// <summary>Cuts a list into stretches, at films of the sample or, where it is read by tokens, at whole bands of popularity.</summary>
internal sealed class SampleWalk
{
    private readonly MovieFilter _filter;
    private readonly MovieOrder _order;
    private readonly KeyWindow _whole;
    private readonly MovieCondition? _token;
    private readonly double _weight;
    private readonly IReadOnlyList<(CataloguePosition Position, SampledFilm Film)> _films;
    private CataloguePosition? _after;
    private int _next;

    /// <param name="sample">Whose films tell.</param>
    /// <param name="filter">Which films are wanted.</param>
    /// <param name="order">In which order.</param>
    /// <param name="whole">What is to be cut.</param>
    /// <param name="token">What the index gives films of that is read; null where it gives all.</param>
    public SampleWalk(CatalogueSample sample, MovieFilter filter, MovieOrder order, KeyWindow whole, MovieCondition? token = null)
    {
        (_filter, _order, _whole, _token, _weight, _after) = (filter, order, whole, token, sample.Weight, whole.After);
        _films = sample.SortedBy(order.Key);
        _next = whole.After is { } after ? CountUpTo(after) : 0;
        IsAtEnd = whole.IsEmpty(order);
    }

    /// <summary>Whether the last stretch has been given.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The stretch behind the last one that holds so many matching films, as far as the sample can tell.</summary>
    /// <returns>The stretch, and how many films there may be in it to look at, matching or not.</returns>
    public (KeyWindow Window, double Films) Next(double matching)
    {
        var (found, seen) = (0.0, 0);
        while (_next < _films.Count)
        {
            var (position, film) = At(_next);
            if (_whole.UpTo is { } end && _order.Compare(position, end) >= 0)
                break;
            _next++;
            seen += _token?.IsMetBy(film.Keys) == false ? 0 : 1;
            found += _filter.Matches(film.Keys) ? _weight : 0;
            if (found >= matching && CutBehind(position) is { } cut)
            {
                var window = new KeyWindow(_after, cut);
                _after = cut;
                return (window, seen * _weight);
            }
        }

        IsAtEnd = true;
        return (new(_after, _whole.UpTo), seen * _weight);
    }

    private CataloguePosition? CutBehind(CataloguePosition position)
    {
        if (_token is null)
            return position;
        var edge = KeyWindow.EndOfBand(position, _order);
        var isLast = _next == _films.Count || _order.Compare(At(_next).Position, edge) > 0;
        return isLast && !(_whole.UpTo is { } end && _order.Compare(edge, end) >= 0) ? edge : null;
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
