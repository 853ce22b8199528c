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
F=dict(exp=mpmath.exp,log=mpmath.log,tanh=mpmath.tanh,erf=mpmath.erf,erfc=mpmath.erfc)
out={}
for n,xs in P.items():
    rows=[]
    for x in xs:
        v=F[n](mpf(x)); hi=float(v); lo=float(v-mpf(hi)); rows.append([x,hi,lo])
    out[n]=rows
body=',\n'.join('    "%s": [\n%s\n    ]'%(n,',\n'.join('      '+json.dumps(r) for r in rows)) for n,rows in out.items())
print('''{
  "source": "mpmath 200-bit arithmetic (exp, log, tanh, erf, erfc); points at the seams of the approximations and at random",
  "columns": ["x", "f(x) rounded to float64", "what that rounding left, rounded to float64"],
  "functions": {
%s
  }
}
'''%body, end='')
