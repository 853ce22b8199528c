"""Writes special.json: python3 special.py > special.json (needs mpmath)."""
import json, random, math
import mpmath
from mpmath import mp, mpf
mp.prec=200
random.seed(7)
U=random.uniform
P={
'exp':[1.0,-1.0,0.5,1e-300,-1e-17,0.34657359027997264,0.34657359027997275,709.782712893384,-708.3964185322641,-720.5,-745.0]+[U(-745,709) for _ in range(40)]+[U(-2,2) for _ in range(20)],
'log':[1.0,2.0,0.5,10.0,math.sqrt(2),math.sqrt(.5),1-2**-53,1+2**-52,5e-324,2.2250738585072014e-308,1.7e-310,1.7976931348623157e308]+[math.exp(U(-700,700)) for _ in range(40)]+[U(.5,2) for _ in range(20)],
'tanh':[0.625,0.6249999999999999,1e-300,5e-324,1e-8,19.0,22.0,100.0,-0.3]+[U(-20,20) for _ in range(25)]+[U(-1.5,1.5) for _ in range(40)],
'erf':[1.0,0.9999999999999999,1e-300,5e-324,1e-8,5.9,6.5,-0.3]+[U(-6,6) for _ in range(25)]+[U(-1.5,1.5) for _ in range(40)],
'erfc':[0.5,0.49999999999999994,0.0,1e-20,26.5,-6.5,10.0]+[U(-6,26) for _ in range(30)]+[U(-1,6) for _ in range(30)],
}
def L(a,b): return math.exp(U(math.log(a),math.log(b)))
def S(x): return x if random.random()<.5 else -x
def some(count,f): return [f() for _ in range(count)]
angles=[math.pi/4,math.pi/2,math.pi,-3*math.pi/4,1e-9,355.0,1647099.3,-1999589.3924801822,1e15,-1e22,5.319372648326541e255]
P.update({
'expm1':[0.34657359027997264,0.5,-0.25,-1e-17,1e-300,-37.5,11.658517376376906,56.5*math.log(2),709.78]+some(30,lambda:U(-40,700))+some(30,lambda:S(L(1e-9,2))),
'log1p':[1e-300,-5e-324,-0.5,0.41421356237309515,-0.2928932188134524,-1+2**-53,1e300]+some(30,lambda:S(L(1e-9,.9)))+some(20,lambda:L(1,1e300)),
'log2':[1.0,8.0,2.0**-1074,math.sqrt(2),1-2**-53,1+2**-52]+some(25,lambda:L(1e-300,1e300))+some(25,lambda:U(.5,2)),
'log10':[1.0,1e3,1e22,5e-324,1-2**-53,1+2**-52]+some(25,lambda:L(1e-300,1e300))+some(25,lambda:U(.5,2)),
'cbrt':[8.0,-27.0,5e-324,1e-310,1.7e308]+some(40,lambda:S(L(1e-300,1e300))),
'sin':angles+some(30,lambda:U(-10,10))+some(30,lambda:S(L(1e-6,1e15))),
'cos':angles+some(30,lambda:U(-10,10))+some(30,lambda:S(L(1e-6,1e15))),
'tan':angles+some(30,lambda:U(-10,10))+some(30,lambda:S(L(1e-6,1e15))),
'atan':[7/16,11/16,19/16,39/16,-1.0,1e-9,1e20]+some(20,lambda:U(-3,3))+some(20,lambda:S(L(1e-6,1e8))),
'sinh':[1e-9,22.0,-709.5,710.4]+some(25,lambda:U(-3,3))+some(20,lambda:U(-700,700)),
'cosh':[1e-9,0.34657359027997264,22.0,-709.5,710.4]+some(25,lambda:U(-3,3))+some(20,lambda:U(-700,700)),
'asinh':[1e-9,2.0,-2.0,2.0**28,1e300]+some(25,lambda:U(-3,3))+some(20,lambda:S(L(1e-6,1e12))),
'acosh':[1.0,1+2**-52,2.0,2.0**28,1e300]+some(25,lambda:U(1,3))+some(20,lambda:L(1,1e12)),
'atanh':[0.5,-0.5,1e-9,1-2**-53]+some(40,lambda:U(-1,1)),
})
# Of two numbers: rows are x, y and the two parts of the value.
Q={
'power':[[10.0,-8.0],[2.0,-1074.0],[1.0000001,3e8],[1e-300,0.3],[0.0,2.5]]+some(30,lambda:[L(1e-9,1e9),U(-30,30)])+some(20,lambda:[U(.5,2),U(-300,300)]),
'hypot':[[3.0,4.0],[1e200,1e200],[1e-200,-1e-200],[1.0,1e-20],[0.0,-2.0]]+some(25,lambda:[U(-3,3),U(-3,3)])+some(20,lambda:[S(L(1e-200,1e200)),S(L(1e-200,1e200))]),
'atan2':[[0.0,1.0],[1.0,0.0],[-1.0,-1.0],[1e-300,-1.0],[-3.0,1e-5]]+some(25,lambda:[U(-3,3),U(-3,3)])+some(20,lambda:[S(L(1e-3,1e3)),S(L(1e-3,1e3))]),
}
F=dict(exp=mpmath.exp,log=mpmath.log,tanh=mpmath.tanh,erf=mpmath.erf,erfc=mpmath.erfc)
F.update(expm1=mpmath.expm1,log1p=mpmath.log1p,log2=lambda x:mpmath.log(x,2),log10=mpmath.log10,cbrt=lambda x:mpmath.sign(x)*mpmath.cbrt(abs(x)))
F.update({n:getattr(mpmath,n) for n in 'sin cos tan atan sinh cosh asinh acosh atanh hypot atan2 power'.split()})
out={}
for n,xs in list(P.items())+list(Q.items()):
    rows=[]
    # Angles of any size: as many bits more as their quotient by pi has.
    mp.prec=1200 if n in ('sin','cos','tan') else 400
    for x in xs:
        given=x if isinstance(x,list) else [x]
        v=F[n](*[mpf(one) for one in given]); hi=float(v); lo=float(v-mpf(hi)); rows.append([*given,hi,lo])
    out[n]=rows
body=',\n'.join('    "%s": [\n%s\n    ]'%(n,',\n'.join('      '+json.dumps(r) for r in rows)) for n,rows in out.items())
print('''{
  "source": "mpmath, 400 bits or more; points at the seams of the approximations and at random",
  "columns": ["x (and y)", "the value rounded to float64", "what that rounding left, rounded to float64"],
  "functions": {
%s
  }
}
'''%body, end='')
